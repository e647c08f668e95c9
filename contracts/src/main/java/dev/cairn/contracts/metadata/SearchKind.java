package dev.cairn.contracts.metadata;

/** What a search is about. */
public enum SearchKind {
    FILE,
    FOLDER
}
