package dev.cairn.contracts.metadata;

/**
 * Somebody who comes into a group.
 *
 * @param name the account's sign-in name
 */
public record NewGroupPerson(String name) {}
