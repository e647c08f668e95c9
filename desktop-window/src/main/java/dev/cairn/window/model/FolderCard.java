package dev.cairn.window.model;

/**
 * One synced folder.
 *
 * @param name the space
 * @param path where it lies
 * @param line how it stands, in a sentence
 * @param left files still to send or to fetch
 */
public record FolderCard(String name, String path, Mood mood, String line, int left) {}
