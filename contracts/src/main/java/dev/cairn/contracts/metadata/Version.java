package dev.cairn.contracts.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;

/** A version of a file, newest first in lists. */
public record Version(
        VersionId id,
        ContentId content,
        long size,
        Instant modified,
        Instant created,
        AccountId author,
        String authorName) {}
