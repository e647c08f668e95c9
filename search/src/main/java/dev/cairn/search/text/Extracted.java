package dev.cairn.search.text;

/**
 * What a document says.
 *
 * @param title what it says of itself: title, author, subject, keywords
 * @param text cut where the reader had enough
 */
public record Extracted(String title, String text) {
    /** Nothing. */
    public static final Extracted NOTHING = new Extracted("", "");
}
