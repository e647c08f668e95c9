package dev.cairn.storage.blob;

/** A store could not do what it was asked. The message names keys, never contents. */
public final class BlobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as far as a caller can act on it. */
    public enum Reason {
        /** There is no blob with this key. Permanent. */
        NOT_FOUND(false),
        /** The range is not within the blob. Permanent. */
        OUT_OF_RANGE(false),
        /** No room. May succeed once there is some. */
        FULL(true),
        /** The device or server did not answer as it should. May succeed later. */
        FAILED(true);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same call may succeed later without a change. */
        public boolean retryable() {
            return retryable;
        }
    }

    private final Reason reason;

    /** Without a cause. */
    public BlobException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** With what the device said. */
    public BlobException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** That {@code key} is missing. */
    public static BlobException notFound(BlobKey key) {
        return new BlobException(Reason.NOT_FOUND, "there is no blob " + key);
    }

    /** That {@code key} has no such bytes. */
    public static BlobException outOfRange(BlobKey key, long offset, long length, long blobLength) {
        return new BlobException(
                Reason.OUT_OF_RANGE, "blob " + key + " has " + blobLength + " bytes, not " + length + " at " + offset);
    }
}
