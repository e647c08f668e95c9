package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conflicts that nobody has settled; {@code next} as in {@link NodePage}. Shorter than asked for when some end while it is read. */
public record ConflictPage(
        List<Conflict> conflicts, @Nullable String next) {}
