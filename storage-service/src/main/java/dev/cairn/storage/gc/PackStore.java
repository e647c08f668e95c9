package dev.cairn.storage.gc;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.pack.PackBuilder;
import dev.cairn.storage.pack.PackEntry;
import dev.cairn.storage.pack.PackId;
import dev.cairn.storage.pack.RecordHeader;
import dev.cairn.storage.pack.RecordKind;
import java.time.Duration;
import java.util.List;

/**
 * The states of packs: KEPT → TRASHED → UNLINKING → GONE, and from TRASHED back to KEPT when a row points to the pack again. HELD
 * packs, which were found without being known or of which only part can be read, are nobody's business here. Each
 * method is one transaction and holds the pack's row while it looks for rows that point to it.
 */
interface PackStore {
    /** Packs that are kept, in order, and how much of each is still pointed to. */
    List<Use> uses(PackId after, int limit);

    /** How many packs are kept. */
    long count();

    /** What is pointed to in a pack, in the order it lies there, up to so many. */
    List<Needed> records(PackId pack, int limit);

    /** Puts a kept pack that nothing points to into the trash; false when something does. */
    boolean trash(PackId pack);

    /** Packs that have been in the trash for so long, and those whose unlinking was begun, but for those that failed and wait. */
    List<PackId> due(Duration trash, int limit);

    /** Gives up a pack in the trash; false, and the pack is kept again, when something points to it after all. */
    boolean unlink(PackId pack);

    /** Its bytes are gone. */
    void gone(PackId pack);

    /** Forgets packs that are gone for so long. */
    int forgetGone(Duration age);

    /**
     * Points to the copies in a new pack, for those records that still are where they were; how many. The new pack is durable.
     *
     * @param entries of the new pack that were copied out of {@code from}, in their order there
     */
    int move(PackId from, NewPack to, List<PackEntry> entries);

    /**
     * A pack that copies were put into.
     *
     * @param length of it, in bytes
     * @param records in it
     */
    record NewPack(PackId id, long length, int records) {}

    /** Something could not be done with the pack: it is left alone for a while, the longer the more often in a row. */
    void failed(PackId pack, String cause);

    /** Bytes of the packs that are not on their way out. */
    long keptBytes();

    /** Bytes in the trash. */
    Trash trashed();

    /**
     * How much of a pack is pointed to.
     *
     * @param bytes of the pack
     * @param records in it, needed or not
     * @param live bytes of the records that rows point to
     * @param waiting whether it failed and is left alone for a while
     * @param age for how long it is known
     */
    record Use(PackId pack, long bytes, int records, long live, boolean waiting, Duration age) {
        /** Bytes of records that nobody needs. */
        long garbageBytes() {
            return Math.max(0, bytes - PackBuilder.bytesAround(records) - live);
        }

        /** The part of the pack that is garbage. */
        double garbage() {
            return bytes == 0 ? 0 : (double) garbageBytes() / bytes;
        }
    }

    /** A record that a row points to. */
    record Needed(RecordKind kind, SpaceId space, KeyedId id, int offset, int length) {
        boolean is(RecordHeader header) {
            return header.kind() == kind
                    && header.space().equals(space)
                    && header.id().equals(id);
        }
    }

    /** What is in the trash. */
    record Trash(long packs, long bytes) {}
}
