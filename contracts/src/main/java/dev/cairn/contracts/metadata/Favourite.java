package dev.cairn.contracts.metadata;

import java.time.Instant;

/** A file or folder somebody wants to find again, where it is now, and since when. */
public record Favourite(NodePath place, Instant since) {}
