package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files below a prefix in bytewise order of their path, as object stores list them.
 *
 * @param prefixes the distinct path parts up to the delimiter, when one was given
 * @param next pass as {@code after} for the next page; null at the end
 */
public record KeyPage(
        List<NodePath> files,
        List<String> prefixes,
        @Nullable String next) {}
