package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.gc.CollectionStore.Suspect;
import dev.cairn.storage.gc.Round.Outcome;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round through one space. In this order, which is what makes it safe (ADR 0140):
 *
 * <ol>
 *   <li>a new epoch: who pins from now on pins above everything this round may touch;
 *   <li>the fence in metadata: no name will rest on an older pin, and all that do are there to be seen;
 *   <li>the holds: what unfinished uploads may need is pinned at the floor or above it;
 *   <li>the census: what names lead to is marked;
 *   <li>the sweep: what is below the floor and not marked is condemned, or deleted if an earlier round condemned it.
 * </ol>
 *
 * <p>It keeps nothing between rounds but what is in the rows, so it may be killed anywhere, and any number may run at once.
 */
final class SpaceCollector {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceCollector.class);
    private static final int PAGE = 4_000;
    private static final String BRAKED =
            "more is condemned, in all spaces together, than may be deleted without a word of an operator";

    private final CollectionStore store;
    private final CensusApi metadata;
    private final HoldApi holds;
    private final Census census;
    private final Duration unnamed;
    private final long marksBytesMax;
    private final RandomGenerator random;

    SpaceCollector(
            CollectionStore store,
            CensusApi metadata,
            HoldApi holds,
            Census census,
            Duration unnamed,
            long marksBytesMax,
            RandomGenerator random) {
        this.store = store;
        this.metadata = metadata;
        this.holds = holds;
        this.census = census;
        this.unnamed = unnamed;
        this.marksBytesMax = marksBytesMax;
        this.random = random;
    }

    /** @param brake asked before anything is deleted */
    Round collect(SpaceId space, Brake brake, Pace pace) {
        var state = store.state(space);
        if (state.repinning()) {
            return repinned(space, state.epoch(), pace);
        }
        long epoch = store.advance(space);
        var known = metadata.fence(space, epoch);
        // What nobody can read any more has no name that is worth anything, also when metadata lost its memory of the
        // space.
        if (known.state() == SpaceCensus.State.UNKNOWN && !state.destroyed()) {
            return Round.without(space, epoch, Outcome.UNKNOWN_SPACE);
        }
        if (known.fence() > epoch) {
            LOG.info(
                    "space {}: the index is older than the names; its epoch goes from {} to {}",
                    space,
                    epoch,
                    known.fence() + 1);
            store.raise(space, known.fence() + 1);
            return repinned(space, epoch, pace);
        }
        long floor = Math.min(epoch, holds.oldest(space).epoch());
        var marks = new Marks(store.count(space), marksBytesMax, random.nextLong());
        try {
            if (known.state() == SpaceCensus.State.KEPT) {
                census.mark(space, marks, pace);
            }
        } catch (Census.UnreadableException e) {
            LOG.error("space {}: nothing is collected, because {}", space, e.getMessage(), e.getCause());
            store.blocked(space, Outcome.UNREADABLE, String.valueOf(e.getMessage()));
            return Round.without(space, epoch, Outcome.UNREADABLE);
        }
        var swept = new Sweep(space, epoch, floor, marks, brake, pace);
        swept.sweep(RecordKind.MANIFEST);
        swept.sweep(RecordKind.CHUNK);
        if (swept.braked) {
            LOG.error("space {}: nothing is deleted, because {}", space, BRAKED);
            store.blocked(space, Outcome.BRAKED, BRAKED);
        } else {
            store.completed(space, known.released());
        }
        return new Round(
                space,
                epoch,
                swept.braked ? Outcome.BRAKED : Outcome.DONE,
                marks.count(),
                swept.condemned,
                swept.acquitted,
                swept.deleted,
                swept.deletedBytes);
    }

    /** Page by page, and from the beginning when it was interrupted: until it is done, nothing of the space is collected. */
    private Round repinned(SpaceId space, long epoch, Pace pace) {
        store.blocked(space, Outcome.EPOCH_RAISED, "the index has lost its epochs and takes up metadata's");
        for (var kind : RecordKind.values()) {
            KeyedId after = null;
            do {
                long begin = System.nanoTime();
                after = store.repin(space, kind, after, PAGE);
                pace.rest(System.nanoTime() - begin);
            } while (after != null);
        }
        store.repinned(space);
        return Round.without(space, epoch, Outcome.EPOCH_RAISED);
    }

    private final class Sweep {
        private final SpaceId space;
        private final long epoch;
        private final long floor;
        private final Marks marks;
        private final Brake brake;
        private final Pace pace;
        private boolean asked;
        private boolean braked;
        private long condemned;
        private long acquitted;
        private long deleted;
        private long deletedBytes;

        Sweep(SpaceId space, long epoch, long floor, Marks marks, Brake brake, Pace pace) {
            this.space = space;
            this.epoch = epoch;
            this.floor = floor;
            this.marks = marks;
            this.brake = brake;
            this.pace = pace;
        }

        void sweep(RecordKind kind) {
            KeyedId after = null;
            do {
                long begin = System.nanoTime();
                after = page(kind, after);
                pace.rest(System.nanoTime() - begin);
            } while (after != null);
        }

        private @Nullable KeyedId page(RecordKind kind, @Nullable KeyedId after) {
            var page = store.suspects(space, kind, after, floor, unnamed, PAGE);
            var acquit = new ArrayList<KeyedId>();
            var condemn = new ArrayList<KeyedId>();
            var delete = new ArrayList<KeyedId>();
            for (var suspect : page) {
                if (marks.has(suspect.id())) {
                    if (suspect.condemned() != null) {
                        acquit.add(suspect.id());
                    }
                } else if (suspect.condemned() == null) {
                    condemn.add(suspect.id());
                } else if (suspect.condemned() < epoch) {
                    delete.add(suspect.id());
                }
            }
            apply(kind, acquit, condemn, delete);
            return page.size() < PAGE
                    ? null
                    : page.stream().map(Suspect::id).toList().getLast();
        }

        /** Asked once in a round, before its first deletion. */
        private boolean isBraked() {
            if (!asked) {
                asked = true;
                braked = brake.holds();
            }
            return braked;
        }

        private void apply(RecordKind kind, List<KeyedId> acquit, List<KeyedId> condemn, List<KeyedId> delete) {
            if (!acquit.isEmpty()) {
                acquitted += store.acquit(space, kind, acquit);
            }
            if (!condemn.isEmpty()) {
                condemned += store.condemn(space, kind, condemn, floor);
            }
            if (!delete.isEmpty() && !isBraked()) {
                var gone = store.delete(space, kind, delete, epoch, floor);
                deleted += gone.records();
                deletedBytes += gone.bytes();
            }
        }
    }
}
