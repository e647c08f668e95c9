package dev.cairn.desktop.select;

/** The server has no folder of this path; the message is for people. */
public final class NoSuchFolderException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuchFolderException(String message) {
        super(message);
    }
}
