package dev.cairn.desktop.fs;

import java.util.List;
import java.util.Map;

/**
 * What is in a folder.
 *
 * @param unreadable names that are there but cannot be kept in step, and why: not UTF-8, or out of reach
 */
public record Listing(List<Entry> entries, Map<String, String> unreadable) {}
