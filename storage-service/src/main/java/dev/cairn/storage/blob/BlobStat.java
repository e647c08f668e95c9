package dev.cairn.storage.blob;

/** What a store knows of a blob: its key and its length in bytes. */
public record BlobStat(BlobKey key, long length) {}
