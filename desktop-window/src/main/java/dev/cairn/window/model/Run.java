package dev.cairn.window.model;

/** Which process syncs the folders. */
public enum Run {
    /** This one. */
    HERE,
    /** Another: a {@code client run} somewhere. */
    ELSEWHERE,
    /** None. */
    NOWHERE
}
