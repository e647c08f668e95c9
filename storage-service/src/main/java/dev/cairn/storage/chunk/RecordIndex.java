package dev.cairn.storage.chunk;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.PackIndex;
import dev.cairn.storage.pack.RecordKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where every chunk and manifest is. A cache of what the packs say of themselves. */
interface RecordIndex extends PackIndex {
    /** Those of the ids that the space has; any number of ids, looked up in portions. */
    Map<KeyedId, Located> find(SpaceId space, RecordKind kind, Collection<KeyedId> ids);

    /**
     * As {@link #find}, and pins what it finds: the collector leaves it alone at least until it has begun another round and
     * nobody can rest on this pin any more. What it does not find must be stored anew.
     */
    Pinned pin(SpaceId space, RecordKind kind, Collection<KeyedId> ids);

    /** The space's epoch of collection, raised to {@code atLeast} if it is lower. */
    long epoch(SpaceId space, long atLeast);

    /**
     * Keeps a pack that was found, and where its records are, for those that are not known yet; the others stay where they are said to
     * be, and are pinned. Collection leaves the pack alone until {@link #release}, or until it is adopted as a whole one.
     *
     * @param whole whether its header and index are undamaged, and all that was found before it was taken into account
     * @throws dev.cairn.storage.pack.PackGoneException when its bytes are being deleted
     */
    void adopt(PackId pack, long length, List<PackEntry> entries, boolean whole);

    /**
     * Makes those records be in this pack that still are where they were found lost, and pins them.
     *
     * @return how many
     * @throws dev.cairn.storage.pack.PackGoneException when the bytes of the pack are being deleted
     */
    int repoint(PackId to, RecordKind kind, List<Move> moves);

    /**
     * A record that has another place.
     *
     * @param entry where it is
     * @param from where the index said it was
     */
    record Move(PackEntry entry, Location from) {}

    /** Collection may look at a pack again that was adopted: it was read, and is whole. */
    void release(PackId pack);

    /** Whether collection leaves this pack alone until {@link #release}. */
    boolean isHeld(PackId pack);

    /** The pack that is held and was found last, but for those that {@link #postpone} put off. */
    Optional<PackId> nextHeld();

    /** A held pack was read and is not whole: it is looked at again later, the later the more often that was so, once a day at least. */
    void postpone(PackId pack, String cause);

    /** How many packs are held. */
    long held();

    /** Which of these packs are known. */
    Set<PackId> known(Collection<PackId> packs);

    /** Up to {@code limit} packs after {@code after} that are kept, in order. */
    List<PackId> packs(PackId after, int limit);

    /** Packs that records are said to be in and that are not known themselves, at most {@code limit}. */
    List<PackId> orphaned(int limit);

    /** What the index says to be in this pack. */
    List<Row> rows(PackId pack);

    /** A record of a space, and where it is said to be. */
    record Row(SpaceId space, RecordKind kind, KeyedId id, Location location) {}

    /** Forgets a pack and what was in it, unless the collector is at it; whether it did. */
    boolean forget(PackId pack);

    /** Looks whether the index answers. */
    void check();
}
