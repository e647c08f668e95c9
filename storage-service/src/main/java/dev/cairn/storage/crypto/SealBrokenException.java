package dev.cairn.storage.crypto;

/** Sealed bytes are not what was sealed, or not what they are said to be. */
public final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBrokenException(Throwable cause) {
        super("the sealed bytes were changed, or belong to something else", cause);
    }
}
