package dev.cairn.desktop.engine;

import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.engine.Event.Transfer;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.transfer.Downloads;
import dev.cairn.desktop.transfer.LocalChunks;
import dev.cairn.desktop.transfer.Source;
import dev.cairn.desktop.transfer.Uploads;
import dev.cairn.desktop.transfer.Wanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins reading, sending and fetching: small files in groups, big ones alone, a few jobs of each kind at a time. */
final class Transfers {
    private static final Duration WRITING = Duration.ofMillis(400);
    private static final Duration FULL_PAUSE = Duration.ofSeconds(10);
    private static final long WRITING_SIZE_MIN = 4L << 20;
    private static final int UPLOAD_JOBS_MAX = 3;
    private static final int DOWNLOAD_JOBS_MAX = 4;
    private static final int LOOK_JOBS_MAX = 2;

    private final Replica trees;
    private final Agenda agenda;
    private final Workers workers;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Nearby nearby;
    private final Journal journal;
    private final Room room;
    private final InstantSource clock;

    Transfers(
            Replica trees,
            Agenda agenda,
            Workers workers,
            Uploads uploads,
            Downloads downloads,
            Nearby nearby,
            Journal journal,
            Room room,
            InstantSource clock) {
        this.trees = trees;
        this.agenda = agenda;
        this.workers = workers;
        this.uploads = uploads;
        this.downloads = downloads;
        this.nearby = nearby;
        this.journal = journal;
        this.room = room;
        this.clock = clock;
    }

    /** Finds out what the bytes of files are; returns whether it began. */
    boolean look(List<NodeId> nodes) {
        return read(nodes, Transfer.LOOK, LOOK_JOBS_MAX);
    }

    /** Sends files; returns whether it began. */
    boolean send(List<NodeId> nodes) {
        return read(nodes, Transfer.UPLOAD, UPLOAD_JOBS_MAX);
    }

    private boolean read(List<NodeId> nodes, Transfer kind, int jobsMax) {
        boolean started = false;
        var group = new Group<Source>();
        for (var id : nodes) {
            if (agenda.jobs(kind) >= jobsMax) {
                return started;
            }
            var local = trees.local().get(id);
            var path = trees.local().path(id);
            if (local == null || path == null || agenda.isBusy(id) || stillWritten(local)) {
                continue;
            }
            if (kind == Transfer.UPLOAD && agenda.takeSingly(id)) {
                startRead(List.of(source(id, path)), kind);
                started = true;
                continue;
            }
            if (group.isFullFor(local.stamp().size())) {
                startRead(group.take(), kind);
                started = true;
                if (agenda.jobs(kind) >= jobsMax) {
                    return true;
                }
            }
            group.add(source(id, path), local.stamp().size());
        }
        if (!group.isEmpty() && agenda.jobs(kind) < jobsMax) {
            startRead(group.take(), kind);
            started = true;
        }
        return started;
    }

    /** A big file somebody is writing right now would be read again and again. */
    private boolean stillWritten(LocalNode local) {
        var now = clock.instant();
        var rested = local.stamp().modified().plus(WRITING);
        if (local.stamp().size() < WRITING_SIZE_MIN || !now.isBefore(rested) || rested.isAfter(now.plus(WRITING))) {
            return false;
        }
        agenda.hold(local.id(), Duration.between(now, rested), null);
        agenda.wakeAt(rested);
        return true;
    }

    private void startRead(List<Source> group, Transfer kind) {
        var nodes = new HashSet<NodeId>();
        group.forEach(source -> nodes.add(source.node()));
        agenda.beginJob(kind, nodes);
        workers.submit(
                Workers.Lane.BYTES,
                () -> new Event.Transferred(kind, kind == Transfer.LOOK ? uploads.look(group) : uploads.send(group)),
                e -> new Event.TransferFailed(kind, nodes, e));
    }

    /** Fetches files, as far as there is room; returns whether it began. */
    boolean fetch(List<NodeId> nodes) {
        if (nodes.isEmpty() || agenda.jobs(Transfer.DOWNLOAD) >= DOWNLOAD_JOBS_MAX) {
            return false;
        }
        boolean started = false;
        var copies = nearby.copies(nodes);
        var group = new Group<Wanted>();
        for (var id : nodes) {
            if (agenda.jobs(Transfer.DOWNLOAD) >= DOWNLOAD_JOBS_MAX) {
                return started;
            }
            var wanted = wanted(id);
            if (wanted == null) {
                continue;
            }
            long size = wanted.file().size();
            if (size > Downloads.SMALL_BYTES_MAX) {
                started |= startFetch(List.of(wanted), size, true, nearby::bigFiles);
                continue;
            }
            if (group.isFullFor(size)) {
                started |= startFetch(group, copies);
                if (agenda.jobs(Transfer.DOWNLOAD) >= DOWNLOAD_JOBS_MAX) {
                    return true;
                }
            }
            group.add(wanted, size);
        }
        if (!group.isEmpty()) {
            started |= startFetch(group, copies);
        }
        if (room.trouble() != null) {
            agenda.wakeAt(clock.instant().plus(FULL_PAUSE));
        }
        return started;
    }

    private boolean startFetch(Group<Wanted> group, LocalChunks copies) {
        long bytes = group.bytes();
        return startFetch(group.take(), bytes, false, () -> copies);
    }

    private @Nullable Wanted wanted(NodeId id) {
        var remote = trees.remote().get(id);
        return remote == null || remote.folder() || agenda.isBusy(id)
                ? null
                : new Wanted(id, remote.fileState(), before(id));
    }

    private Source source(NodeId id, String path) {
        return new Source(id, path, before(id));
    }

    /** How the version is made up that both sides had last. */
    private Supplier<Optional<Manifest>> before(NodeId id) {
        var synced = trees.synced().get(id);
        if (synced == null || synced.folder()) {
            return Optional::empty;
        }
        var content = synced.fileState().content();
        return () -> journal.manifest(content);
    }

    private boolean startFetch(List<Wanted> group, long bytes, boolean big, Supplier<LocalChunks> nearby) {
        if (!room.isFor(bytes, group.size())) {
            return false;
        }
        var here = nearby.get();
        room.begin(bytes);
        var nodes = new HashSet<NodeId>();
        group.forEach(wanted -> nodes.add(wanted.node()));
        agenda.beginJob(Transfer.DOWNLOAD, nodes);
        workers.submit(
                Workers.Lane.BYTES,
                () -> {
                    try {
                        var outcomes =
                                big ? List.of(downloads.big(group.getFirst(), here)) : downloads.small(group, here);
                        return new Event.Transferred(Transfer.DOWNLOAD, outcomes);
                    } finally {
                        room.end(bytes);
                    }
                },
                e -> new Event.TransferFailed(Transfer.DOWNLOAD, nodes, e));
        return true;
    }
}
