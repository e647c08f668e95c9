package dev.cairn.contracts.metadata;

import org.jspecify.annotations.Nullable;

/** The limit of a space in bytes; null: none. */
public record SpaceQuota(@Nullable Long bytes) {}
