package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.chunk.RecordIndex.Move;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.RecordHeader;
import dev.cairn.storage.pack.RecordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses between two copies of a record, by reading them: the one that the index names stays, unless it is gone or damaged and the
 * other is whole. So a database that is older than the store comes to name the packs that are there.
 */
final class Copies {
    private final RecordIndex index;
    private final RecordCheck check;

    Copies(PackReader packs, RecordIndex index, KeyRing keyRing) {
        this.index = index;
        this.check = new RecordCheck(packs, keyRing);
    }

    private record Group(SpaceId space, RecordKind kind) {}

    /**
     * Makes the index name this pack for those of its records whose other copy is lost.
     *
     * @return how many
     * @throws dev.cairn.storage.blob.BlobException when the store may answer later: nothing can be chosen then
     */
    int choose(PackId pack, List<PackEntry> entries) {
        var groups = new HashMap<Group, List<PackEntry>>();
        for (var entry : entries) {
            var header = entry.header();
            groups.computeIfAbsent(new Group(header.space(), header.kind()), _ -> new ArrayList<>())
                    .add(entry);
        }
        int chosen = 0;
        for (var group : groups.entrySet()) {
            var moves = moves(pack, group.getKey(), group.getValue());
            chosen += moves.isEmpty() ? 0 : index.repoint(pack, group.getKey().kind(), moves);
        }
        return chosen;
    }

    private List<Move> moves(PackId pack, Group group, List<PackEntry> entries) {
        Map<KeyedId, Located> named = index.find(
                group.space(),
                group.kind(),
                entries.stream().map(entry -> entry.header().id()).toList());
        var moves = new ArrayList<Move>();
        for (var entry : entries) {
            var place = new Location(pack, entry.offset(), entry.recordLength());
            var other = named.get(entry.header().id());
            if (other != null
                    && !other.location().equals(place)
                    && !isWhole(other.location(), entry.header())
                    && isWhole(place, entry.header())) {
                moves.add(new Move(entry, other.location()));
            }
        }
        return moves;
    }

    private boolean isWhole(Location place, RecordHeader record) {
        try {
            check.open(
                    place,
                    header -> header.kind() == record.kind()
                            && header.space().equals(record.space())
                            && header.id().equals(record.id()));
            return true;
        } catch (DamagedException _) {
            return false;
        }
    }
}
