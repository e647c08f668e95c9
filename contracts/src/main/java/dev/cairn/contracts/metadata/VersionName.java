package dev.cairn.contracts.metadata;

import org.jspecify.annotations.Nullable;

/** The name of a version, 1 to 255 bytes of UTF-8 without control characters; null: none. */
public record VersionName(@Nullable String name) {}
