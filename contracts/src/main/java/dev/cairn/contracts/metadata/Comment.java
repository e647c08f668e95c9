package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.CommentId;
import java.time.Instant;

/**
 * What somebody wrote about a file or folder.
 *
 * @param text as it was written; at most {@link #TEXT_LENGTH_MAX} characters
 * @param authorName the account's name then
 */
public record Comment(CommentId id, String text, AccountId author, String authorName, Instant created) {
    /** Most characters (UTF-16) of a comment. */
    public static final int TEXT_LENGTH_MAX = 4_000;
}
