package dev.cairn.storage.blob.mirrored;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.Upkeep;
import dev.cairn.storage.blob.mirrored.MirrorJournal.Change;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A primary store with a mirror behind it. A put is acknowledged when the primary has it; that the mirror lacks it is in the journal
 * before that, so no crash forgets it. {@link Mirroring} copies what the journal says, deletions too.
 *
 * <p>What is there is what the primary says. When the primary fails to read or lost the blob, the mirror is read instead, unless
 * the blob was deleted.
 */
public final class MirroredBlobStore implements BlobStore {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final BlobStore primary;
    private final BlobStore mirror;
    private final MirrorJournal journal;
    private final InstantSource clock;
    private final Mirroring mirroring;
    private volatile @Nullable Upkeep upkeep;

    MirroredBlobStore(BlobStore primary, BlobStore mirror, MirrorJournal journal, InstantSource clock) {
        this.primary = primary;
        this.mirror = mirror;
        this.journal = journal;
        this.clock = clock;
        this.mirroring = new Mirroring(primary, mirror, journal, clock);
    }

    /**
     * With its journal in the database; mirrors nothing by itself before {@link #startMirroring}.
     *
     * @param name under which the journal is kept
     */
    public static MirroredBlobStore of(
            BlobStore primary, BlobStore mirror, String name, DataSource database, InstantSource clock) {
        return new MirroredBlobStore(primary, mirror, new JdbcMirrorJournal(database, name), clock);
    }

    /** Mirrors, beginning with what the journal does not know, from now until this is closed. */
    public void startMirroring(String name) {
        upkeep = new Upkeep("mirroring-" + name, PAUSE, mirroring::round);
    }

    Mirroring mirroring() {
        return mirroring;
    }

    /** Changes that the mirror lacks. */
    public long waiting() {
        return journal.waiting();
    }

    /** How long the oldest of them has been waiting. */
    public Duration lag() {
        return journal.oldest()
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        changing(key, () -> {
            var entry = journal.note(key, Change.PUT, clock.instant());
            primary.put(key, content);
            if (entry.change() == Change.DELETE) {
                journal.putDone(entry);
            }
        });
    }

    @Override
    public void delete(BlobKey key) {
        changing(key, () -> {
            journal.note(key, Change.DELETE, clock.instant());
            primary.delete(key);
        });
    }

    private void changing(BlobKey key, Runnable work) {
        mirroring.begin(key);
        try {
            work.run();
        } finally {
            mirroring.end(key);
            var told = upkeep;
            if (told != null) {
                told.call();
            }
        }
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return either(key, store -> store.open(key, offset, length));
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        return either(key, store -> store.read(key, offset, length));
    }

    private <T> T either(BlobKey key, Function<BlobStore, T> reading) {
        try {
            return reading.apply(primary);
        } catch (BlobException e) {
            boolean missing = e.reason() == Reason.NOT_FOUND;
            boolean elsewhere = missing || e.reason() == Reason.FAILED;
            if (!elsewhere || journal.isDeleting(key)) {
                throw e;
            }
            try {
                return reading.apply(mirror);
            } catch (BlobException second) {
                // Missing is only what both lack: what one lacks and the other does not tell of may well be there.
                var told = missing ? second : e;
                told.addSuppressed(missing ? e : second);
                throw told;
            }
        }
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return primary.stat(key);
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return primary.list(prefix, after, limit);
    }

    @Override
    public OptionalLong freeBytes() {
        return primary.freeBytes();
    }

    @Override
    public Capabilities capabilities() {
        return primary.capabilities();
    }

    @Override
    public void close() {
        var ending = upkeep;
        if (ending != null) {
            ending.close();
        }
        primary.close();
        mirror.close();
    }
}
