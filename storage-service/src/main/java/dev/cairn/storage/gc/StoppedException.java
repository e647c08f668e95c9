package dev.cairn.storage.gc;

/** The collector was told to stop in the middle of its work, which is a good place as any. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the collector was stopped");
    }

    StoppedException(RuntimeException cause) {
        super("the collector was stopped", cause);
    }
}
