package dev.cairn.search;

import dev.cairn.content.ContentId;

/**
 * What was read in a file.
 *
 * @param content the bytes it was read in
 * @param title what the document says of itself: title, author, keywords; may be empty
 * @param text its text; empty when there is none, or none that could be read
 */
public record FileWords(FileKey key, ContentId content, String title, String text) {}
