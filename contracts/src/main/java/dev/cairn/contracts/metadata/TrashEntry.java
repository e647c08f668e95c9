package dev.cairn.contracts.metadata;

import java.time.Instant;

/**
 * Something deleted that can be restored.
 *
 * @param path where it was
 */
public record TrashEntry(Node node, String path, Instant deleted, String deletedBy) {}
