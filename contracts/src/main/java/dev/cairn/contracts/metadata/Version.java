package dev.cairn.contracts.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a file, newest first in lists.
 *
 * @param name what people called it; a version with a name is kept until its file is purged. Null: none
 */
public record Version(
        VersionId id,
        ContentId content,
        long size,
        Instant modified,
        Instant created,
        AccountId author,
        String authorName,
        @Nullable String name) {}
