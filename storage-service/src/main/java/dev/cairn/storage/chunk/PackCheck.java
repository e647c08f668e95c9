package dev.cairn.storage.chunk;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads a pack from its first byte to its last: header, index, and of every record checksum, seal and hash, and whether the
 * database says of it what it says itself. A record at a time is in memory. Not thread-safe.
 */
public final class PackCheck {
    private final BlobStore blobs;
    private final PackReader packs;
    private final RecordIndex index;
    private final RecordCheck record;
    private final Copies copies;

    PackCheck(BlobStore blobs, PackReader packs, RecordIndex index, KeyRing keyRing) {
        this.blobs = blobs;
        this.packs = packs;
        this.index = index;
        this.record = new RecordCheck(packs, keyRing);
        this.copies = new Copies(packs, index, keyRing);
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

    /**
     * Checks the pack; tells what is wrong and adds to {@code damage} what cannot be read. A pack that was held because it was found
     * without being known, and is whole, is an ordinary one from now on.
     */
    public void check(BlobStat blob, Damage damage, Progress progress) {
        var pack = PackId.of(blob.key());
        PackReader.Scan scan;
        try {
            scan = packs.scan(blob);
        } catch (DamagedException | BlobException e) {
            if (blobs.stat(blob.key()).isPresent()) {
                damage.add(pack);
                tell(progress, pack, String.valueOf(e.getMessage()));
            }
            return;
        }
        if (scan.damage() != null) {
            tell(progress, pack, scan.damage());
        }
        int damaged = 0;
        for (var entry : scan.entries()) {
            progress.checkpoint();
            var problem = problem(pack, entry, progress);
            if (problem.isPresent()) {
                damaged++;
                damage.add(new Location(pack, entry.offset(), entry.recordLength()));
                tell(progress, pack, "record at byte " + entry.offset() + ": " + problem.get());
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
            progress.count("recordsFoundAgain", copies.choose(pack, entries));
            index.release(pack);
        } catch (BlobException e) {
            tell(
                    progress,
                    pack,
                    "is whole, but what else there is of its records cannot be read now: " + e.getMessage());
        }
    }

    private static void tell(Progress progress, PackId pack, String what) {
        progress.found(new Finding(Finding.Kind.PACK, pack.blobKey().toString(), what));
    }

    private Optional<String> problem(PackId pack, PackEntry entry, Progress progress) {
        try {
            var place = new Location(pack, entry.offset(), entry.recordLength());
            if (record.open(place, entry.header()::equals)) {
                progress.count("records", 1);
                progress.count("plainBytes", entry.header().plainLength());
            } else {
                progress.count("recordsWithoutKey", 1);
            }
            return Optional.empty();
        } catch (DamagedException | BlobException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
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
