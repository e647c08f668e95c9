package dev.cairn.storage.job;

/** The work was asked to end. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("asked to end");
    }
}
