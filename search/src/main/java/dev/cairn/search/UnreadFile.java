package dev.cairn.search;

import dev.cairn.content.ContentId;

/** A file whose words the index does not have yet. */
public record UnreadFile(FileKey key, ContentId content, String name, long size) {}
