package dev.cairn.storage.chunk;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.PackGoneException;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index say what the packs say. A pack that became durable without becoming known (a crash between the two, or a
 * database older than the disk) is adopted, never deleted: an unknown pack may be the only copy of something. What cannot be
 * read, and what is no pack, is told and passed over. Holds a page of names and the index of one pack at a time.
 */
public final class IndexRebuild implements Task {
    /** Its name as a task. */
    public static final String KIND = "rebuild-index";

    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
    static final int PAGE = 1000;
    private static final String PREFIX = PackId.BLOB_KIND + "/";
    static final PackId FIRST = new PackId(new UUID(0, 0));

    private final BlobStore blobs;
    private final PackReader packs;
    private final RecordIndex index;
    private final KeyRing keyRing;
    private volatile boolean adopted;

    IndexRebuild(BlobStore blobs, PackReader packs, RecordIndex index, KeyRing keyRing) {
        this.blobs = blobs;
        this.packs = packs;
        this.index = index;
        this.keyRing = keyRing;
    }

    /**
     * What was done.
     *
     * @param packs that were read into the index
     * @param records found in them
     * @param forgotten packs that the index knew and that are gone
     * @param complete whether all packs were looked at, from the first to the last, but for those that cannot be read at all
     */
    public record Report(long packs, long records, long forgotten, boolean complete) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var report = rebuild(progress);
        return "read " + report.packs() + " packs with " + report.records() + " records into the index, and forgot "
                + report.forgotten() + " that are gone; " + progress.found() + " things are wrong";
    }

    /**
     * Reads the packs that the index does not know. Collection leaves them alone until they were verified, or the index rebuilt. Safe
     * at any time.
     */
    public Report adoptUnknown(Progress progress) {
        return adopted(new Walk(false, progress), progress);
    }

    private Report adopted(Walk walk, Progress progress) {
        progress.checkpoint();
        boolean fromTheBeginning = !walk.all || progress.resumed().isEmpty();
        var report = walk.run(fromTheBeginning);
        adopted |= report.complete();
        return report;
    }

    /**
     * Whether every pack that there was at some moment since the start of the process is known, but for those that cannot be read at
     * all. Before, nobody can say that a pack is not needed.
     */
    public boolean isComplete() {
        return adopted;
    }

    /**
     * Reads all keys and packs again and forgets what is gone. Of a record that is in two packs the copy is chosen that can be read, by
     * reading it. Packs that are whole are left to collection again. Safe at any time; when it
     * was interrupted it goes on where it was. {@link IllegalStateException}, and nothing is forgotten, when the index knows packs
     * and the store has none at all: then a disk is not mounted rather than everything deleted.
     */
    public Report rebuild(Progress progress) {
        requirePacks();
        keyRing.restore(progress);
        var report = adopted(new Walk(true, progress), progress);
        // Only now: what was lost with a pack that is gone may have been found in another.
        return new Report(report.packs(), report.records(), forgetGone(progress), report.complete());
    }

    /** As {@link #adoptUnknown(Progress)}, watched by nobody. */
    public Report adoptUnknown() {
        return adoptUnknown(Progress.unwatched());
    }

    /** As {@link #rebuild(Progress)}, watched by nobody. */
    public Report rebuild() {
        return rebuild(Progress.unwatched());
    }

    private void requirePacks() {
        var known = index.packs(FIRST, 1);
        // Asked before and after: a pack that was kept all the while should have been there.
        if (!known.isEmpty()
                && blobs.list(PREFIX, "", 1).isEmpty()
                && index.packs(FIRST, 1).equals(known)) {
            throw new IllegalStateException(
                    "the index knows packs, but the store has none at all: is its disk mounted? "
                            + "Nothing was changed");
        }
    }

    private long forgetGone(Progress progress) {
        progress.begin(0, "packs", "looking for packs that are gone");
        long gone = 0;
        for (var page = index.packs(FIRST, PAGE); !page.isEmpty(); page = index.packs(page.getLast(), PAGE)) {
            for (var pack : page) {
                progress.checkpoint();
                if (blobs.stat(pack.blobKey()).isEmpty() && !index.rows(pack).isEmpty() && index.forget(pack)) {
                    gone++;
                    progress.found(new Finding(Finding.Kind.PACK, pack.blobKey().toString(), "is gone"));
                }
            }
            progress.advance(page.size());
        }
        return gone;
    }

    /** One way through all packs, in the order of their names. */
    private final class Walk {
        private final boolean all;
        private final Progress progress;
        private final Copies copies = new Copies(packs, index, keyRing);
        private long read;
        private long records;
        private boolean postponed;

        Walk(boolean all, Progress progress) {
            this.all = all;
            this.progress = progress;
        }

        Report run(boolean fromTheBeginning) {
            var after = all ? progress.resumed().orElse("") : "";
            progress.begin(all ? count(after) : 0, "packs", "reading packs into the index");
            var page = blobs.list(PREFIX, after, PAGE);
            while (!page.isEmpty()) {
                readPage(ours(page));
                var last = page.getLast().key().toString();
                page = blobs.list(PREFIX, last, PAGE);
            }
            return new Report(read, records, 0, fromTheBeginning && !postponed);
        }

        private long count(String after) {
            long count = 0;
            for (var page = blobs.list(PREFIX, after, PAGE); !page.isEmpty(); ) {
                progress.checkpoint();
                count += page.size();
                page = blobs.list(PREFIX, page.getLast().key().toString(), PAGE);
            }
            return count;
        }

        private List<BlobStat> ours(List<BlobStat> page) {
            var ours = new ArrayList<BlobStat>(page.size());
            for (var blob : page) {
                if (PackId.isPack(blob.key())) {
                    ours.add(blob);
                } else {
                    progress.found(
                            new Finding(Finding.Kind.STRAY, blob.key().toString(), "is no pack; it was left alone"));
                }
            }
            return ours;
        }

        private void readPage(List<BlobStat> page) {
            var known = all
                    ? Set.<PackId>of()
                    : index.known(
                            page.stream().map(blob -> PackId.of(blob.key())).toList());
            for (var blob : page) {
                progress.checkpoint();
                if (!known.contains(PackId.of(blob.key()))) {
                    adopt(blob);
                }
                progress.advance(1);
                progress.reached(blob.key().toString());
            }
        }

        private void adopt(BlobStat blob) {
            try {
                var scan = packs.scan(blob);
                if (scan.damage() != null) {
                    tell(blob, scan.damage() + "; what can be read of it is in the index");
                }
                makeKnown(blob, scan);
                read++;
                records += scan.entries().size();
            } catch (PackGoneException e) {
                LOG.debug("{}", e.getMessage());
            } catch (DamagedException e) {
                // Collected since it was listed: no damage.
                if (blobs.stat(blob.key()).isPresent()) {
                    unreadable(blob, e);
                }
            } catch (BlobException e) {
                postponed = true;
                unreadable(blob, e);
            }
        }

        private void unreadable(BlobStat blob, RuntimeException cause) {
            LOG.error("pack {} cannot be read", blob.key(), cause);
            tell(blob, String.valueOf(cause.getMessage()));
        }

        private void tell(BlobStat blob, String what) {
            progress.found(new Finding(Finding.Kind.PACK, blob.key().toString(), what));
        }

        private void makeKnown(BlobStat blob, PackReader.Scan scan) {
            var pack = PackId.of(blob.key());
            if (!all) {
                LOG.info(
                        "pack {} was durable but unknown: adopted {} records",
                        pack,
                        scan.entries().size());
                putAgain(blob);
            }
            index.adopt(pack, blob.length(), scan.entries(), false);
            int chosen = copies.choose(pack, scan.entries());
            if (chosen > 0) {
                LOG.warn("{} records of which the index named a copy that is lost are in pack {}", chosen, pack);
                progress.count("recordsFoundAgain", chosen);
            }
            if (all && scan.damage() == null) {
                index.release(pack);
            }
        }

        /** Whoever put it did not return: only a put that does says that the name, too, survives a power cut. */
        private void putAgain(BlobStat blob) {
            try {
                blobs.put(blob.key(), BlobContent.of(blobs, blob));
            } catch (BlobException e) {
                // It is there and can be read: better known than not.
                LOG.warn("pack {} could not be put again: {}", blob.key(), e.getMessage());
            }
        }
    }
}
