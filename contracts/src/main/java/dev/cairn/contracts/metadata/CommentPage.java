package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comments, newest first; {@code next} is the {@code after} of the next page, null at the end. */
public record CommentPage(List<Comment> comments, @Nullable String next) {}
