package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.gc.CollectionStore.SpaceState;
import dev.cairn.storage.gc.PackStore.Use;
import dev.cairn.storage.gc.Round.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pass: rounds through the spaces that are due, then the packs, unless there is a reason to leave these alone. A space that fails
 * holds up no other; why is kept, and it is tried again later and later.
 */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    /** So many spaces in a row without an answer: then the other service is away, and not a space at fault. */
    private static final int SILENCES_MAX = 3;

    private final CollectionStore store;
    private final PackStore packs;
    private final CensusApi metadata;
    private final SpaceCollector spaces;
    private final PackCollector packCollector;
    private final BooleanSupplier packsAreKnown;
    private final GcProperties properties;
    private final GcMetrics metrics;

    /** @param packsAreKnown whether every pack of the store was adopted since the process began */
    Collector(
            CollectionStore store,
            PackStore packs,
            CensusApi metadata,
            SpaceCollector spaces,
            PackCollector packCollector,
            BooleanSupplier packsAreKnown,
            GcProperties properties,
            GcMetrics metrics) {
        this.store = store;
        this.packs = packs;
        this.metadata = metadata;
        this.spaces = spaces;
        this.packCollector = packCollector;
        this.packsAreKnown = packsAreKnown;
        this.properties = properties;
        this.metrics = metrics;
    }

    /**
     * Makes a pass. What it did is counted also when it is ended in the middle, or fails.
     *
     * @param all whether spaces that are not due are collected too
     * @param allowLarge whether it may delete more than the brake allows
     */
    Pass pass(boolean all, boolean allowLarge, Pace pace) {
        var brake = new Brake(
                store,
                packs,
                allowLarge ? 1 : properties.brake(),
                properties.brakeFloor().toBytes());
        var rounds = new ArrayList<Round>();
        var freeing = new Freeing();
        var leftAlone = new ArrayList<String>();
        try {
            rounds(all, brake, pace, rounds);
            leftAlone.addAll(reasonsToLeavePacks());
            if (leftAlone.isEmpty()) {
                packCollector.collect(pace, freeing);
            } else {
                LOG.warn("no pack is emptied or unlinked: {}", String.join("; ", leftAlone));
            }
        } catch (RuntimeException | Error e) {
            metrics.addPart(pass(rounds, freeing, 0, leftAlone));
            throw e;
        }
        var pass = pass(rounds, freeing, store.trouble().size(), leftAlone);
        metrics.add(pass);
        return pass;
    }

    private void rounds(boolean all, Brake brake, Pace pace, List<Round> rounds) {
        int silent = 0;
        pace.begin(store.spaceCount(), "spaces", "looking for what nobody needs");
        for (var page = store.spaces(null, CensusApi.SPACES_MAX);
                !page.isEmpty();
                page = store.spaces(page.getLast(), CensusApi.SPACES_MAX)) {
            for (var known : metadata.spaces(page)) {
                pace.advance(1);
                if (!isDue(known, all)) {
                    continue;
                }
                pace.rest(0);
                try {
                    rounds.add(spaces.collect(known.space(), brake, pace));
                    silent = 0;
                } catch (StoppedException e) {
                    throw e;
                } catch (RuntimeException e) {
                    rounds.add(failed(known.space(), e));
                    silent = isSilence(e) ? silent + 1 : 0;
                    if (silent == SILENCES_MAX) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean isDue(SpaceCensus known, boolean all) {
        var state = store.state(known.space());
        if (known.state() == SpaceCensus.State.UNKNOWN && !state.destroyed()) {
            return all;
        }
        return all || (!state.waiting() && isWorthIt(known, state));
    }

    private boolean isWorthIt(SpaceCensus known, SpaceState state) {
        var since = state.sinceCompleted();
        return since == null
                || state.anyCondemned()
                || state.troubled()
                || (known.state() == SpaceCensus.State.KEPT && state.released() != known.released())
                || since.compareTo(properties.reconcile()) >= 0;
    }

    private Round failed(SpaceId space, RuntimeException cause) {
        LOG.error("space {} could not be collected, and is left for a while", space, cause);
        store.blocked(space, Outcome.FAILED, String.valueOf(cause.getMessage()));
        return Round.without(space, store.state(space).epoch(), Outcome.FAILED);
    }

    private static boolean isSilence(RuntimeException e) {
        return e instanceof ProblemException problem && problem.problem() == Problem.UNAVAILABLE;
    }

    private static Pass pass(List<Round> rounds, Freeing freeing, int blocked, List<String> leftAlone) {
        return new Pass(
                rounds,
                freeing.trashedPacks(),
                freeing.compactedPacks(),
                freeing.copiedBytes(),
                freeing.unlinkedPacks(),
                freeing.freedBytes(),
                freeing.isFull(),
                blocked,
                leftAlone);
    }

    /** What was found of the index or of names gives no reason to trust that what seems unneeded is. */
    private List<String> reasonsToLeavePacks() {
        var reasons = new ArrayList<String>();
        if (!packsAreKnown.getAsBoolean()) {
            reasons.add("not all packs of the store are known yet");
        }
        for (var trouble : store.trouble()) {
            if (trouble.outcome() != Outcome.FAILED) {
                reasons.add("space " + trouble.space() + ": " + trouble.cause());
            }
        }
        return reasons;
    }

    boolean isFull() {
        return packCollector.isFull();
    }

    /** What the packs hold; reads all of them. */
    StorageGc.Status status(boolean running) {
        long count = 0;
        long bytes = 0;
        long garbage = 0;
        for (var page = packs.uses(PackCollector.FIRST, PackCollector.PAGE);
                !page.isEmpty();
                page = packs.uses(page.getLast().pack(), PackCollector.PAGE)) {
            count += page.size();
            bytes += page.stream().mapToLong(Use::bytes).sum();
            garbage += page.stream().mapToLong(Use::garbageBytes).sum();
        }
        var trashed = packs.trashed();
        var condemned = store.condemned();
        return new StorageGc.Status(
                running,
                count,
                bytes,
                garbage,
                condemned.records(),
                condemned.bytes(),
                trashed.packs(),
                trashed.bytes(),
                store.trouble(),
                reasonsToLeavePacks());
    }
}
