package dev.cairn.storage.backup;

/** A backup cannot be written or read; the message says why in a sentence for people, and names files, never contents. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupException(String message) {
        super(message);
    }

    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
