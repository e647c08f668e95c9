package dev.cairn.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * A space to be made; the caller becomes its owner.
 *
 * @param kind TEAM or BUCKET
 * @param name what people read, 1 to 255 bytes
 * @param slug null: derived from the name
 */
public record NewSpace(
        SpaceKind kind, String name, @Nullable String slug) {}
