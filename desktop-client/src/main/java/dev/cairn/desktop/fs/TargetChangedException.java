package dev.cairn.desktop.fs;

import java.io.IOException;

/** Somebody changed the target since the step was planned; nothing was done. Look again and plan again. */
public final class TargetChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    public TargetChangedException(String path) {
        super("changed meanwhile: " + path);
    }
}
