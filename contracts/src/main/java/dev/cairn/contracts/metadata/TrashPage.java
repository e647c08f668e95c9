package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deleted nodes, latest first; {@code next} as in {@link NodePage}. */
public record TrashPage(List<TrashEntry> entries, @Nullable String next) {}
