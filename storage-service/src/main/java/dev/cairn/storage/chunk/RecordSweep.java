package dev.cairn.storage.chunk;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Reads the records of packs in stretches and opens and hashes them, a stretch in each of a few threads: while one waits for the disk,
 * the others hash. Each holds at most {@value #STRETCH_BYTES} bytes or one record, and what it opens. Thread-safe.
 */
final class RecordSweep {
    private static final int STRETCH_BYTES = 1 << 20;
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("record-sweep").start(task);

    private final PackReader packs;
    private final KeyRing keyRing;
    private final Semaphore workers;
    private final Foreground foreground;

    /**
     * @param workers stretches at a time
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

    /** Begins to check the records; the outcomes come in their order, stretch by stretch. */
    List<CompletableFuture<List<Outcome>>> begin(PackId pack, List<PackEntry> entries) {
        return stretches(entries).stream()
                .map(stretch -> CompletableFuture.supplyAsync(() -> inTurn(pack, stretch), THREADS))
                .toList();
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

    private List<Outcome> inTurn(PackId pack, List<PackEntry> stretch) {
        workers.acquireUninterruptibly();
        try {
            long begin = System.nanoTime();
            var outcomes = outcomes(pack, stretch);
            foreground.giveWay(System.nanoTime() - begin);
            return outcomes;
        } finally {
            workers.release();
        }
    }

    private List<Outcome> outcomes(PackId pack, List<PackEntry> stretch) {
        var check = new RecordCheck(packs, keyRing);
        PackReader.Stretch read;
        try {
            read = packs.stretch(pack, stretch);
        } catch (BlobException _) {
            // One by one, so that what can be read is told from what cannot.
            return stretch.stream()
                    .map(entry -> outcome(entry, () -> check.open(place(pack, entry), entry.header()::equals)))
                    .toList();
        }
        return stretch.stream()
                .map(entry -> outcome(entry, () -> check.open(read.record(entry), entry.header()::equals)))
                .toList();
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
