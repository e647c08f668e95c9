package dev.cairn.search;

/**
 * How far the changes of a space are in the index.
 *
 * @param epoch of the space's sequence: another one means that the space was restored, and that nothing of it can be trusted
 * @param sequence of the last change that is in
 */
public record FeedMark(long epoch, long sequence) {}
