package dev.cairn.desktop.engine;

import dev.cairn.desktop.fs.FileNames;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.transfer.Outcome;
import dev.cairn.desktop.transfer.Source;
import dev.cairn.desktop.transfer.Uploads;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens after the system went down while files the user wrote were on the server but perhaps not yet on this disk. What is
 * missing or older than agreed was not deleted or written by anybody: it comes back from the server. The remains are set aside.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private final Replica trees;
    private final LocalFiles files;
    private final Uploads uploads;
    private final Settling settling;
    private final Ledger ledger;
    private boolean needed;

    Recovery(Replica trees, LocalFiles files, Uploads uploads, Settling settling, Ledger ledger) {
        this.trees = trees;
        this.files = files;
        this.uploads = uploads;
        this.settling = settling;
        this.ledger = ledger;
    }

    /**
     * Notices that the system was started since the journal was written.
     *
     * @param edits whether edits were on their way
     */
    void begin(boolean edits) {
        var boot = files.bootId();
        if (!boot.equals(ledger.fact("boot", boot))) {
            needed = !settling.isDone() || edits;
            forgetUnsettledBytes();
        }
    }

    boolean isNeeded() {
        return needed;
    }

    /** From now on this start of the system is the one known. */
    void noteBoot() {
        ledger.note("boot", files.bootId());
    }

    /** What was read before the power went may not have reached the disk. */
    private void forgetUnsettledBytes() {
        for (var local : List.copyOf(trees.local().all())) {
            var synced = trees.synced().get(local.id());
            if (local.content() != null
                    && (synced == null
                            || !synced.settled()
                            || !local.has(synced.fileState().content()))) {
                trees.local().put(local.with(local.stamp(), null));
            }
        }
    }

    /** Only when all of the disk was looked at and it is known what of the last minutes reached the server. */
    void recover() throws IOException {
        for (var id : settling.unsettled()) {
            var synced = trees.synced().get(id);
            var local = trees.local().get(id);
            if (synced == null || id.equals(trees.root())) {
                continue;
            }
            if (local == null) {
                trees.synced().remove(id);
            } else if (!local.folder() && isAsSeen(local) && torn(local, synced)) {
                var path = Objects.requireNonNull(trees.local().path(id));
                LOG.warn("{} was damaged by a power loss; the server's copy comes back", path);
                files.setAside(path, FileNames.shorten(id + " " + local.name(), FileNames.BYTES_MAX));
                trees.local().remove(id);
                trees.synced().remove(id);
            } else {
                continue;
            }
            settling.remove(id);
        }
        needed = false;
        noteBoot();
    }

    /** Else somebody has worked on it since, and it is theirs. */
    private boolean isAsSeen(LocalNode local) {
        var path = trees.local().path(local.id());
        try {
            var stamp = path == null ? null : files.stat(path);
            return stamp != null && stamp.sameAs(local.stamp());
        } catch (IOException e) {
            // Out of reach, so neither damaged nor whole as far as can be told: left alone.
            return false;
        }
    }

    /** Size and time prove nothing here: they may have reached the disk without the bytes. */
    private boolean torn(LocalNode local, SyncedNode synced) throws IOException {
        var stamp = local.stamp();
        if (stamp.modified().isAfter(synced.stamp().modified())) {
            return stamp.size() == 0 ? synced.stamp().size() > 0 : onlyZeroes(local);
        }
        var path = Objects.requireNonNull(trees.local().path(local.id()));
        return !(uploads.look(List.of(new Source(local.id(), path))).getFirst() instanceof Outcome.Read read)
                || !read.manifest().id().equals(synced.fileState().content());
    }

    private boolean onlyZeroes(LocalNode local) throws IOException {
        var path = Objects.requireNonNull(trees.local().path(local.id()));
        var buffer = new byte[BUFFER_BYTES];
        try (var file = files.open(path)) {
            for (long at = 0; at < local.stamp().size(); at += buffer.length) {
                int length = (int) Math.min(buffer.length, local.stamp().size() - at);
                file.readFully(at, buffer, 0, length);
                for (int i = 0; i < length; i++) {
                    if (buffer[i] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
