package dev.cairn.contracts.metadata;

/** @param text not blank, at most {@link Comment#TEXT_LENGTH_MAX} characters */
public record NewComment(String text) {}
