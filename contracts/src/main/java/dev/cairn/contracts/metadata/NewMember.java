package dev.cairn.contracts.metadata;

/**
 * Access to be given or changed.
 *
 * @param name the account's sign-in name
 */
public record NewMember(String name, SpaceRole role) {}
