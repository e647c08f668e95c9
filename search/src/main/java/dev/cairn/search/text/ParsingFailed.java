package dev.cairn.search.text;

/** A document is not what it seems, or too much. */
final class ParsingFailed extends Exception {
    private static final long serialVersionUID = 1L;

    ParsingFailed(Throwable cause) {
        super(cause);
    }
}
