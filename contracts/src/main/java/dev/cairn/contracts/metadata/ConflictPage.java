package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conflicts that nobody has settled; {@code next} as in {@link NodePage}. A page may be shorter than asked for, even empty. */
public record ConflictPage(
        List<Conflict> conflicts, @Nullable String next) {}
