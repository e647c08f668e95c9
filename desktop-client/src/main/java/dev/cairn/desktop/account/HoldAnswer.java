package dev.cairn.desktop.account;

/**
 * What somebody says about held deletions.
 *
 * @param hold which hold they saw
 * @param meant true: the deletions were meant; false: everything comes back
 */
public record HoldAnswer(String hold, boolean meant) {}
