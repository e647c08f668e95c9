package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store that holds shards, and what is thought of it now. Opened when it is first probed, and again after it was away; a
 * device that does not open is DOWN, and nothing else stops.
 */
public final class Device implements AutoCloseable {
    private static final int NAME_MAX = 64;
    private static final Condition UNKNOWN = new Condition(State.DOWN, "not looked at yet", Instant.EPOCH);

    private final String name;
    private final String domain;
    private final double weight;
    private final Opener opener;
    private volatile @Nullable BlobStore store;
    private volatile Condition condition = UNKNOWN;
    private volatile boolean draining;
    private volatile boolean doubted;

    /** What a device is good for. */
    public enum State {
        /** Reads and writes. */
        UP,
        /** Reads only. */
        DEGRADED,
        /** Nothing. */
        DOWN
    }

    /** Opens the store of a device. */
    @FunctionalInterface
    public interface Opener {
        /** The store; the device closes it. {@link IOException} or a runtime exception when it is not there. */
        BlobStore open() throws IOException;
    }

    /**
     * A state and why.
     *
     * @param cause a sentence for people; empty when UP
     * @param since when it began
     */
    record Condition(State state, String cause, Instant since) {}

    /**
     * A device that is not open yet.
     *
     * @param name 1 to 64 characters, never changes: layouts name devices by it
     * @param domain what fails together, a server or a shelf
     * @param weight its share of the data beside the others', above 0
     */
    public Device(String name, String domain, double weight, Opener opener) {
        if (name.isBlank() || name.length() > NAME_MAX || !(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("not a device: '" + name + "' of weight " + weight);
        }
        this.name = name;
        this.domain = domain;
        this.weight = weight;
        this.opener = opener;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What fails together with it. */
    public String domain() {
        return domain;
    }

    /** Its share. */
    public double weight() {
        return weight;
    }

    Condition condition() {
        return condition;
    }

    boolean readable() {
        return condition.state() != State.DOWN;
    }

    boolean writable() {
        return condition.state() == State.UP && !draining;
    }

    boolean draining() {
        return draining;
    }

    void drain(boolean on) {
        draining = on;
    }

    /** For shards. {@link BlobException} when the device is DOWN. */
    BlobStore store() {
        var open = store;
        if (open == null || !readable()) {
            throw new BlobException(BlobException.Reason.FAILED, "device " + name + " is down: " + condition.cause());
        }
        return open;
    }

    /** For the probe, whatever the state. */
    BlobStore opened() throws IOException {
        var open = store;
        if (open == null) {
            open = opener.open();
            store = open;
        }
        return open;
    }

    void condition(State state, String cause, Instant now) {
        doubted = false;
        var last = condition;
        if (last.state() != state || !last.cause().equals(cause)) {
            boolean goesOn = last.state() == state && !last.equals(UNKNOWN);
            condition = new Condition(state, cause, goesOn ? last.since() : now);
        }
    }

    /** That something failed here; the next look comes at once. */
    void doubt() {
        doubted = true;
    }

    boolean doubted() {
        return doubted;
    }

    /** Lets go of the store, so that the next probe opens it anew. */
    void reopen() {
        close();
    }

    @Override
    public void close() {
        var open = store;
        store = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
