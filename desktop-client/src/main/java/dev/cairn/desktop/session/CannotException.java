package dev.cairn.desktop.session;

/** What was asked of a home cannot be done as things are; the message is for people. */
public final class CannotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Reason {
        /** It makes no sense here: no folder, two folders in each other, another account. */
        WRONG,
        /** Nobody is signed in. */
        NOBODY,
        /** Another process has the home. */
        BUSY,
        /** A synced folder is not there. */
        FOLDER_GONE
    }

    private final Reason reason;

    public CannotException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What stands in the way. */
    public Reason reason() {
        return reason;
    }
}
