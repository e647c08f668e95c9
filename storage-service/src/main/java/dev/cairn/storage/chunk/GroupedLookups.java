package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.RecordKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Pins in the index once for all small lookups that wait, so that many clients with a chunk each do not need a query each. Who comes
 * alone asks at once; who comes while another asks is most often answered by the next query, together with all who came
 * meanwhile.
 */
final class GroupedLookups {
    /** More ids than this are worth a query of their own. */
    static final int SMALL_MAX = 64;

    /** Queries at a time. */
    private static final int LANES = 4;

    private final RecordIndex index;
    private final int smallMax;
    private final Lane[] lanes;

    /** @param smallMax more ids than this go alone; -1: all do */
    GroupedLookups(RecordIndex index, int smallMax) {
        this.index = index;
        this.smallMax = smallMax;
        this.lanes = IntStream.range(0, LANES).mapToObj(_ -> new Lane()).toArray(Lane[]::new);
    }

    private record Place(SpaceId space, RecordKind kind) {}

    private record Asked(Place place, Collection<KeyedId> ids, CompletableFuture<Pinned> answer) {}

    /** Those of the ids that the space has, pinned, and perhaps others of its ids. */
    Pinned pin(SpaceId space, RecordKind kind, Collection<KeyedId> ids) {
        if (ids.size() > smallMax) {
            return index.pin(space, kind, ids);
        }
        var place = new Place(space, kind);
        var lane = lanes[Math.floorMod(place.hashCode(), LANES)];
        return lane.pin(new Asked(place, ids, new CompletableFuture<>()));
    }

    private final class Lane {
        private final ConcurrentLinkedQueue<Asked> waiting = new ConcurrentLinkedQueue<>();
        private final ReentrantLock asking = new ReentrantLock();

        Pinned pin(Asked asked) {
            waiting.add(asked);
            asking.lock();
            try {
                if (!asked.answer().isDone()) {
                    answerAll();
                }
            } finally {
                asking.unlock();
            }
            try {
                return asked.answer().join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        private void answerAll() {
            var together = new HashMap<Place, ArrayList<Asked>>();
            for (var next = waiting.poll(); next != null; next = waiting.poll()) {
                together.computeIfAbsent(next.place(), _ -> new ArrayList<>()).add(next);
            }
            together.forEach(this::answer);
        }

        private void answer(Place place, Collection<Asked> together) {
            Set<KeyedId> ids = new HashSet<>();
            together.forEach(asked -> ids.addAll(asked.ids()));
            try {
                var found = index.pin(place.space(), place.kind(), ids);
                together.forEach(asked -> asked.answer().complete(found));
            } catch (RuntimeException | Error e) {
                together.forEach(asked -> asked.answer().completeExceptionally(e));
            }
        }
    }
}
