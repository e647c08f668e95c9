package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children of a folder in order of name (bytewise).
 *
 * @param next pass as {@code after} for the next page; null at the end
 */
public record NodePage(List<Node> nodes, @Nullable String next) {}
