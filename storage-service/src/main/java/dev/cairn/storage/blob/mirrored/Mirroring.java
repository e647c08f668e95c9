package dev.cairn.storage.blob.mirrored;

import dev.cairn.storage.blob.BlobCopy;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.mirrored.MirrorJournal.Change;
import dev.cairn.storage.blob.mirrored.MirrorJournal.Entry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the mirror in line. It goes by what the primary has, and by the journal only for where to look; so doing a thing twice, late
 * or in another order does no harm. It never deletes from the mirror what nobody deleted, whatever the primary lacks.
 */
final class Mirroring {
    private static final Logger LOG = LoggerFactory.getLogger(Mirroring.class);
    private static final int ENTRIES = 100;
    private static final int PAGE = 1000;

    private final BlobStore primary;
    private final BlobStore mirror;
    private final MirrorJournal journal;
    private final InstantSource clock;
    private final Map<BlobKey, Integer> changing = new HashMap<>();
    private boolean surveyed;

    Mirroring(BlobStore primary, BlobStore mirror, MirrorJournal journal, InstantSource clock) {
        this.primary = primary;
        this.mirror = mirror;
        this.journal = journal;
        this.clock = clock;
    }

    /** Somebody changes the blob: what the primary says of it is not to be relied on until {@link #end}. */
    void begin(BlobKey key) {
        synchronized (changing) {
            changing.merge(key, 1, Integer::sum);
        }
    }

    void end(BlobKey key) {
        synchronized (changing) {
            changing.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isChanging(BlobKey key) {
        synchronized (changing) {
            return changing.containsKey(key);
        }
    }

    /** One round to its end; says whether there is more to do. */
    boolean round() {
        return round(() -> false);
    }

    /** One round. Fails when nothing at all went well. */
    boolean round(BooleanSupplier closing) {
        survey(closing);
        var entries = journal.oldest(ENTRIES);
        int failed = 0;
        BlobException last = null;
        for (var entry : entries) {
            if (closing.getAsBoolean()) {
                return false;
            }
            try {
                mirror(entry);
            } catch (BlobException e) {
                failed++;
                last = e;
                journal.postpone(entry);
            }
        }
        if (last != null && failed == entries.size()) {
            throw last;
        }
        if (last != null) {
            LOG.warn("{} changes are mirrored later, the last because {}", failed, last.getMessage());
        }
        return failed == 0 && entries.size() == ENTRIES;
    }

    private void mirror(Entry entry) {
        var key = entry.key();
        // Asked first: a change that begins after this is noted after this, and then this entry is not the last.
        if (isChanging(key)) {
            return;
        }
        var blob = primary.stat(key);
        if (blob.isPresent()) {
            BlobCopy.copy(blob.get(), primary, mirror);
        } else if (entry.change() == Change.DELETE) {
            mirror.delete(key);
        }
        journal.done(entry);
    }

    /** What is here without a note: from before there was a mirror, or before a database was lost. */
    private void survey(BooleanSupplier closing) {
        if (surveyed) {
            return;
        }
        var after = "";
        for (var page = primary.list("", after, PAGE); !page.isEmpty(); page = primary.list("", after, PAGE)) {
            if (closing.getAsBoolean()) {
                return;
            }
            var last = page.getLast().key().toString();
            var known = mirrored(after, last);
            page.stream()
                    .map(BlobStat::key)
                    .filter(key -> !known.contains(key))
                    .forEach(key -> journal.note(key, Change.PUT, clock.instant()));
            after = last;
        }
        surveyed = true;
    }

    /** What the mirror has after the one key and up to the other. */
    private Set<BlobKey> mirrored(String after, String last) {
        var found = new HashSet<BlobKey>();
        List<BlobStat> page = mirror.list("", after, PAGE);
        while (!page.isEmpty()) {
            page.forEach(blob -> found.add(blob.key()));
            var end = page.getLast().key().toString();
            page = end.compareTo(last) < 0 ? mirror.list("", end, PAGE) : List.of();
        }
        return found;
    }
}
