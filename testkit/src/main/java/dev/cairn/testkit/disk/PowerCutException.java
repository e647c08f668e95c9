package dev.cairn.testkit.disk;

import java.io.IOException;

/** The power is off. */
public final class PowerCutException extends IOException {
    private static final long serialVersionUID = 1L;

    PowerCutException() {
        super("the power is off");
    }
}
