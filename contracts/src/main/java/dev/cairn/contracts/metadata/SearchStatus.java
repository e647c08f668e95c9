package dev.cairn.contracts.metadata;

/**
 * How the search index is.
 *
 * @param available whether it answers; without it only names are found
 * @param waitingSpaces spaces with changes that are not in it yet
 * @param lagSeconds since when the eldest of them wait
 * @param unreadFiles files whose text it does not have yet
 */
public record SearchStatus(boolean available, int waitingSpaces, double lagSeconds, long unreadFiles) {}
