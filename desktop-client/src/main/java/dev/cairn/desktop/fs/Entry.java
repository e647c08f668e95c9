package dev.cairn.desktop.fs;

/** One name in a folder. */
public record Entry(String name, Stamp stamp) {}
