package dev.cairn.storage.blob.fault;

import dev.cairn.storage.blob.BlobException;
import java.time.Duration;

/** What can go wrong with one call to a store. */
public sealed interface Fault {
    /** The call does nothing and fails. */
    record Fail(BlobException.Reason reason) implements Fault {}

    /** The call is done, and then fails: the answer was lost. */
    record LoseAnswer() implements Fault {}

    /** A put or delete says it is done and did nothing: a write that the device forgot. */
    record Drop() implements Fault {}

    /** One bit of what is put or read is another; {@code bit} counts from the first, modulo all. */
    record FlipBit(long bit) implements Fault {}

    /** The call reads or puts {@code bytes} and no more, and says that was all. */
    record CutShort(int bytes) implements Fault {}

    /** The call is late; it is done as it should be. */
    record Delay(Duration duration) implements Fault {}

    /**
     * The call takes longer than anybody waits, and so do all after it: they fail as timed out, until what it was to change is changed
     * at {@link FaultyBlobStore#catchUp}.
     */
    record Late() implements Fault {}

    /** The call is done as it should be, after this, which may wait. */
    record Hold(Runnable until) implements Fault {}

    /** The device is full: puts fail, and it says that it has no room. */
    Fault FULL = new Fail(BlobException.Reason.FULL);

    /** The device does not answer. */
    Fault FAILED = new Fail(BlobException.Reason.FAILED);
}
