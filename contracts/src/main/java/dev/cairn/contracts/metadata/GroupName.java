package dev.cairn.contracts.metadata;

/**
 * A group to be made.
 *
 * @param name 1 to 255 bytes of UTF-8, not blank, no control characters
 */
public record GroupName(String name) {}
