package dev.cairn.storage.chunk;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.RecordSweep.Outcome;
import dev.cairn.storage.chunk.RecordSweep.Outcome.Damaged;
import dev.cairn.storage.chunk.RecordSweep.Outcome.Whole;
import dev.cairn.storage.chunk.RecordSweep.Outcome.WithoutKey;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Foreground;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Reads a pack from its first byte to its last: header, index, and of every record checksum, seal and hash, and whether the
 * database says of it what it says itself. Records are read ahead and checked in several threads ({@link RecordSweep}), packs too when
 * the next is begun before this one is finished. Thread-safe, but for what is given to it.
 */
public final class PackCheck {
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("pack-check").start(task);

    private final BlobStore blobs;
    private final PackReader packs;
    private final RecordIndex index;
    private final KeyRing keyRing;
    private final RecordSweep sweep;

    /**
     * @param workers threads that read and hash
     * @param foreground who comes first
     */
    PackCheck(
            BlobStore blobs, PackReader packs, RecordIndex index, KeyRing keyRing, int workers, Foreground foreground) {
        this.blobs = blobs;
        this.packs = packs;
        this.index = index;
        this.keyRing = keyRing;
        this.sweep = new RecordSweep(packs, keyRing, workers, foreground);
    }

    /** Packs that the index names and that are not there, at most {@code limit} of each sort. */
    public void missing(Damage damage, Progress progress, int limit) {
        for (var pack : index.orphaned(limit)) {
            missing(pack, damage, progress);
        }
        var page = index.packs(IndexRebuild.FIRST, IndexRebuild.PAGE);
        while (!page.isEmpty()) {
            progress.checkpoint();
            page.forEach(pack -> missing(pack, damage, progress));
            page = index.packs(page.getLast(), IndexRebuild.PAGE);
        }
    }

    private void missing(PackId pack, Damage damage, Progress progress) {
        // Collected meanwhile: then nothing names it any more.
        if (blobs.stat(pack.blobKey()).isEmpty() && !index.rows(pack).isEmpty()) {
            damage.add(pack);
            progress.found(new Finding(Finding.Kind.PACK, pack.blobKey().toString(), "is missing"));
        }
    }

    /** A pack whose records are being checked. */
    public static final class Begun {
        private final BlobStat blob;
        private final CompletableFuture<Swept> swept;

        private Begun(BlobStat blob, CompletableFuture<Swept> swept) {
            this.blob = blob;
            this.swept = swept;
        }

        /** Of the pack. */
        public long bytes() {
            return blob.length();
        }
    }

    private record Swept(PackReader.Scan scan, List<CompletableFuture<List<Outcome>>> outcomes) {}

    /** Checks the pack, as {@link #finish} tells. */
    public void check(BlobStat blob, Damage damage, Progress progress) {
        finish(begin(blob), damage, progress);
    }

    /** Begins to read the pack, in other threads. */
    public Begun begin(BlobStat blob) {
        return new Begun(
                blob,
                CompletableFuture.supplyAsync(
                        () -> {
                            var scan = packs.scan(blob);
                            return new Swept(scan, sweep.begin(PackId.of(blob.key()), scan.entries()));
                        },
                        THREADS));
    }

    /**
     * Waits until the pack is checked; tells what is wrong and adds to {@code damage} what cannot be read. A pack that was held because
     * it was found without being known, and is whole, is an ordinary one from now on.
     */
    public void finish(Begun begun, Damage damage, Progress progress) {
        var pack = PackId.of(begun.blob.key());
        Swept swept;
        try {
            swept = result(begun.swept);
        } catch (DamagedException | BlobException e) {
            if (blobs.stat(begun.blob.key()).isPresent()) {
                damage.add(pack);
                tell(progress, pack, String.valueOf(e.getMessage()));
            }
            return;
        }
        var scan = swept.scan();
        if (scan.damage() != null) {
            tell(progress, pack, scan.damage());
        }
        int damaged = 0;
        for (var outcomes : swept.outcomes()) {
            for (var outcome : result(outcomes)) {
                progress.checkpoint();
                damaged += tell(outcome, pack, damage, progress);
            }
        }
        compare(pack, scan.entries(), damage, progress);
        if (scan.damage() == null && damaged == 0 && index.isHeld(pack)) {
            release(pack, scan.entries(), progress);
        }
    }

    /** Whoever adopted it may have died before it was asked whether a copy in it is the only good one. */
    private void release(PackId pack, List<PackEntry> entries, Progress progress) {
        try {
            var copies = new Copies(packs, index, keyRing);
            progress.count("recordsFoundAgain", copies.choose(pack, entries));
            index.release(pack);
        } catch (BlobException e) {
            tell(
                    progress,
                    pack,
                    "is whole, but what else there is of its records cannot be read now: " + e.getMessage());
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** How many records are damaged: one or none. */
    private static int tell(Outcome outcome, PackId pack, Damage damage, Progress progress) {
        return switch (outcome) {
            case Whole(var entry) -> {
                progress.count("records", 1);
                progress.count("plainBytes", entry.header().plainLength());
                yield 0;
            }
            case WithoutKey _ -> {
                progress.count("recordsWithoutKey", 1);
                yield 0;
            }
            case Damaged(var entry, var problem) -> {
                damage.add(new Location(pack, entry.offset(), entry.recordLength()));
                tell(progress, pack, "record at byte " + entry.offset() + ": " + problem);
                yield 1;
            }
        };
    }

    private static void tell(Progress progress, PackId pack, String what) {
        progress.found(new Finding(Finding.Kind.PACK, pack.blobKey().toString(), what));
    }

    private void compare(PackId pack, List<PackEntry> entries, Damage damage, Progress progress) {
        record Said(
                dev.cairn.contracts.id.SpaceId space, dev.cairn.storage.crypto.KeyedId id, int offset, int length) {}
        var there = new HashSet<Said>(2 * entries.size());
        entries.forEach(entry ->
                there.add(new Said(entry.header().space(), entry.header().id(), entry.offset(), entry.recordLength())));
        for (var row : index.rows(pack)) {
            var at = row.location();
            if (!there.contains(new Said(row.space(), row.id(), at.offset(), at.length()))) {
                damage.add(at);
                tell(
                        progress,
                        pack,
                        "the database says wrongly that a record is at byte " + at.offset() + "; run rebuild-index");
            }
        }
    }
}
