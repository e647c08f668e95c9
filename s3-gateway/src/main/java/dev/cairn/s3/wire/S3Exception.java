package dev.cairn.s3.wire;

/** A request that is answered with an error. */
public final class S3Exception extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final S3Error error;

    /** With the error's own message. */
    public S3Exception(S3Error error) {
        this(error, error.message());
    }

    /** @param message goes to the client */
    public S3Exception(S3Error error, String message) {
        // Refusing is an everyday thing here, and where in the code it happened says nothing the code does not.
        super(message, null, false, false);
        this.error = error;
    }

    /** Which error. */
    public S3Error error() {
        return error;
    }

    /** For the client. */
    public String detail() {
        var message = getMessage();
        return message == null ? error.message() : message;
    }
}
