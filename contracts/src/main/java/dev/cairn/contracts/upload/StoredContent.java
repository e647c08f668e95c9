package dev.cairn.contracts.upload;

import dev.cairn.content.ContentId;

/** Content that is durable in a space and may be named. */
public record StoredContent(ContentId content, long size) {}
