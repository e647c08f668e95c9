package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.PackReader.Stretch;
import dev.cairn.storage.pack.StretchStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads packs from their first record to the last, one pack at a time and as one stream, so that the disk reads ahead of it, and opens and
 * hashes what was read in a few threads. In memory are at most {@value #AHEAD_MAX} stretches of {@value #STRETCH_BYTES} bytes or of one
 * longer record, and what is opened of them. Thread-safe.
 */
final class RecordSweep {
    private static final int STRETCH_BYTES = 1 << 20;
    private static final int AHEAD_MAX = 6;
    private static final Executor READERS =
            task -> Thread.ofPlatform().name("record-sweep").daemon().start(task);
    private static final Executor CHECKERS =
            task -> Thread.ofVirtual().name("record-check").start(task);

    private final PackReader packs;
    private final KeyRing keyRing;
    private final Semaphore reading = new Semaphore(1, true);
    private final Semaphore ahead = new Semaphore(AHEAD_MAX);
    private final Semaphore workers;
    private final Foreground foreground;

    /**
     * @param workers threads that open and hash
     * @param foreground who comes first
     */
    RecordSweep(PackReader packs, KeyRing keyRing, int workers, Foreground foreground) {
        this.packs = packs;
        this.keyRing = keyRing;
        this.workers = new Semaphore(workers);
        this.foreground = foreground;
    }

    /** What became of a record. */
    sealed interface Outcome {
        /** Its bytes are the ones its name says. */
        record Whole(PackEntry entry) implements Outcome {}

        /** Its checksum is right; its space has no key any more. */
        record WithoutKey(PackEntry entry) implements Outcome {}

        /** It is not what it should be, or cannot be read. */
        record Damaged(PackEntry entry, String problem) implements Outcome {}
    }

    private record Part(List<PackEntry> entries, CompletableFuture<List<Outcome>> outcomes) {}

    /** Begins to check the records; the outcomes come in their order, stretch by stretch. */
    List<CompletableFuture<List<Outcome>>> begin(PackId pack, List<PackEntry> entries) {
        var parts = stretches(entries).stream()
                .map(stretch -> new Part(stretch, new CompletableFuture<>()))
                .toList();
        if (!parts.isEmpty()) {
            READERS.execute(() -> read(pack, parts));
        }
        return parts.stream().map(Part::outcomes).toList();
    }

    private void read(PackId pack, List<Part> parts) {
        reading.acquireUninterruptibly();
        try (var stream = packs.stretches(pack)) {
            for (var part : parts) {
                ahead.acquireUninterruptibly();
                var read = read(stream, part.entries());
                CHECKERS.execute(() -> check(pack, part, read));
            }
        } catch (RuntimeException | Error e) {
            parts.forEach(part -> part.outcomes().completeExceptionally(e));
        } finally {
            reading.release();
        }
    }

    private void check(PackId pack, Part part, @Nullable Stretch read) {
        try {
            part.outcomes().complete(outcomes(pack, part.entries(), read));
        } catch (RuntimeException | Error e) {
            part.outcomes().completeExceptionally(e);
        } finally {
            ahead.release();
        }
    }

    /** Null when that cannot be read as a whole. */
    private @Nullable Stretch read(StretchStream stream, List<PackEntry> entries) {
        long begin = System.nanoTime();
        try {
            return stream.read(entries);
        } catch (BlobException _) {
            return null;
        } finally {
            foreground.giveWay(System.nanoTime() - begin);
        }
    }

    private static List<List<PackEntry>> stretches(List<PackEntry> entries) {
        var all = new ArrayList<List<PackEntry>>();
        int from = 0;
        for (int i = 1; i <= entries.size(); i++) {
            if (i == entries.size() || !isOneStretch(entries.get(from), entries.get(i - 1), entries.get(i))) {
                all.add(entries.subList(from, i));
                from = i;
            }
        }
        return all;
    }

    /** An index that was damaged may say anything. */
    private static boolean isOneStretch(PackEntry first, PackEntry last, PackEntry next) {
        return next.offset() == (long) last.offset() + last.recordLength()
                && (long) next.offset() + next.recordLength() - first.offset() <= STRETCH_BYTES;
    }

    private List<Outcome> outcomes(PackId pack, List<PackEntry> entries, @Nullable Stretch read) {
        workers.acquireUninterruptibly();
        try {
            long begin = System.nanoTime();
            var check = new RecordCheck(packs, keyRing);
            // One by one, so that what can be read is told from what cannot.
            var outcomes = entries.stream()
                    .map(entry -> outcome(
                            entry,
                            () -> read == null
                                    ? check.open(place(pack, entry), entry.header()::equals)
                                    : check.open(read.record(entry), entry.header()::equals)))
                    .toList();
            foreground.giveWay(System.nanoTime() - begin);
            return outcomes;
        } finally {
            workers.release();
        }
    }

    private static Location place(PackId pack, PackEntry entry) {
        return new Location(pack, entry.offset(), entry.recordLength());
    }

    /** Opens a record; false when there is no key. */
    private interface Opening {
        boolean open();
    }

    private static Outcome outcome(PackEntry entry, Opening opening) {
        try {
            return opening.open() ? new Outcome.Whole(entry) : new Outcome.WithoutKey(entry);
        } catch (DamagedException | BlobException e) {
            return new Outcome.Damaged(entry, String.valueOf(e.getMessage()));
        }
    }
}
