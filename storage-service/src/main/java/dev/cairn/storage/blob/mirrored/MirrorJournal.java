package dev.cairn.storage.blob.mirrored;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the mirror lacks: the last change of each key. Durable on return; every failure is a {@link BlobException}. */
interface MirrorJournal {
    /** What was done to a blob. */
    enum Change {
        PUT,
        DELETE
    }

    /**
     * A change to be mirrored.
     *
     * @param number rises with every note
     */
    record Entry(BlobKey key, Change change, long number) {}

    /**
     * Notes the change, instead of an earlier one of the same key. But a deletion that waits stays one when a put is noted, as the put
     * may fail; {@link #putDone} ends that.
     *
     * @return what is noted now
     */
    Entry note(BlobKey key, Change change, Instant now);

    /** The put of this entry is done, so a deletion that it kept is none any more; does nothing if the key was noted again since. */
    void putDone(Entry entry);

    /** Up to {@code limit} changes, in the order of their numbers. */
    List<Entry> oldest(int limit);

    /** The change is mirrored; does nothing if the key was noted again since. */
    void done(Entry entry);

    /** Gives the change a new number, so that others are not kept waiting by it; its time stays. */
    void postpone(Entry entry);

    /** Whether a deletion of the key is waiting. */
    boolean isDeleting(BlobKey key);

    long waiting();

    /** When the change was made that has waited longest. */
    Optional<Instant> oldest();
}
