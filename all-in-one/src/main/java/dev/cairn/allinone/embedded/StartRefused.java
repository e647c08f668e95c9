package dev.cairn.allinone.embedded;

/** Cairn cannot start here and now, and the message tells a person why and what to do; a stack trace would not help. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int USAGE = 2;
    private static final int REFUSED = 1;

    private final int exitStatus;

    StartRefused(String message) {
        this(message, REFUSED);
    }

    private StartRefused(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
        this.exitStatus = REFUSED;
    }

    /** The command line or the environment is wrong: nothing was tried. */
    static StartRefused usage(String message) {
        return new StartRefused(message, USAGE);
    }

    /** What the process ends with: 2 when it was started wrongly, else 1. */
    int exitStatus() {
        return exitStatus;
    }
}
