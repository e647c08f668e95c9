package dev.cairn.contracts.metadata;

/**
 * The policy that a space follows.
 *
 * @param inherited whether that is the installation's, because the space has none of its own
 */
public record SpacePolicy(RetentionPolicy retention, boolean inherited) {}
