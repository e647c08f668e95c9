package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.RecordKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads of records that compaction may move between the look into the index and the read. Whoever finds nothing, or damage, looks
 * again, as long as the index says another place than before. A record the index no longer has was collected: it is not there, which
 * is no damage.
 */
final class MovedRecords {
    private static final int LOOKS_MAX = 5;

    private final RecordIndex index;

    MovedRecords(RecordIndex index) {
        this.index = index;
    }

    /** What was read; empty when the space does not have the record any more. {@link DamagedException} when it should. */
    <T> Optional<T> follow(SpaceId space, RecordKind kind, KeyedId name, Located located, Function<Location, T> read) {
        var place = located.location();
        for (int look = 1; ; look++) {
            try {
                return Optional.of(read.apply(place));
            } catch (DamagedException e) {
                var again = index.find(space, kind, List.of(name)).get(name);
                if (again == null) {
                    return Optional.empty();
                }
                if (look == LOOKS_MAX || again.location().equals(place)) {
                    throw e;
                }
                place = again.location();
            }
        }
    }
}
