package dev.cairn.storage.pack;

/** Stored bytes are not what was stored, or are gone. */
public final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message names the pack and the place, never contents */
    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message names the pack and the place, never contents */
    public DamagedException(String message) {
        super(message);
    }
}
