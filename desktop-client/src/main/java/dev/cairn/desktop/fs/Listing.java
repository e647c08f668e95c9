package dev.cairn.desktop.fs;

import java.util.List;

/**
 * What is in a folder.
 *
 * @param unreadable names that are there but cannot be kept in step: not UTF-8
 */
public record Listing(List<Entry> entries, List<String> unreadable) {}
