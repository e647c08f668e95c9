package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes found by name in spaces the caller may read, best first. */
public record SearchPage(List<NodePath> hits, @Nullable String next) {}
