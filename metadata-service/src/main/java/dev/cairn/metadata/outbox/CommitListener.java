package dev.cairn.metadata.outbox;

import dev.cairn.contracts.id.SpaceId;

/** Hears of changes of this process as soon as they are committed: a hint, which is lost when the process ends. */
public interface CommitListener {
    /** Something in this space changed. Called by whoever changed it, so it returns at once, and throws nothing. */
    void committed(SpaceId space);
}
