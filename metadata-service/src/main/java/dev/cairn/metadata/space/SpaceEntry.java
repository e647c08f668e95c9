package dev.cairn.metadata.space;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.metadata.quota.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A space as the database has it.
 *
 * @param owner who made it
 * @param epoch which history of the space; see {@link Cursor}
 * @param sequence its last change
 * @param keptSince what was purged before this sequence is forgotten
 * @param fence no name is taken that rests on a pin of storage from an older epoch
 */
public record SpaceEntry(
        SpaceId id,
        SpaceKind kind,
        String name,
        String slug,
        AccountId owner,
        NodeId root,
        long epoch,
        long sequence,
        long keptSince,
        long usedBytes,
        long usedNodes,
        @Nullable Long quotaBytes,
        long fence,
        Instant created) {
    /** The position of the last change. */
    public Cursor cursor() {
        return new Cursor(epoch, sequence);
    }

    /** What it holds and may hold. */
    public Quota quota() {
        return new Quota(usedBytes, quotaBytes);
    }

    /** After a change that brought it to another sequence and added nodes and bytes. */
    public SpaceEntry after(long newSequence, long addedNodes, long addedBytes) {
        return with(newSequence, usedNodes + addedNodes, usedBytes + addedBytes, quotaBytes);
    }

    /** After nodes and bytes were purged. */
    public SpaceEntry without(long nodes, long bytes) {
        return with(sequence, usedNodes - nodes, usedBytes - bytes, quotaBytes);
    }

    /** With another limit. */
    SpaceEntry limitedTo(@Nullable Long bytes) {
        return with(sequence, usedNodes, usedBytes, bytes);
    }

    private SpaceEntry with(long newSequence, long nodes, long bytes, @Nullable Long limit) {
        return new SpaceEntry(
                id, kind, name, slug, owner, root, epoch, newSequence, keptSince, bytes, nodes, limit, fence, created);
    }
}
