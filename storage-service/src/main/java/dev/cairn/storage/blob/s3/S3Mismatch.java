package dev.cairn.storage.blob.s3;

/** What the server has is not what it was sent. */
final class S3Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    S3Mismatch(String message) {
        super(message);
    }
}
