package dev.cairn.storage.blob.local;

import java.io.IOException;

/** Less than a unit of a direct write was taken, again and again: the disk has no room for a whole one, and does not say so. */
final class StuckException extends IOException {
    private static final long serialVersionUID = 1L;

    StuckException(int bytes) {
        super("a direct write was cut short after " + bytes + " bytes");
    }
}
