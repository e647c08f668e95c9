package dev.cairn.search;

/** The index does not answer now; it may later. */
public final class SearchUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message without anything that was looked for or indexed */
    public SearchUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
