package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.GroupId;

/**
 * Accounts that are given access together.
 *
 * @param name unique on the installation, whatever its case
 * @param people how many accounts are in it
 */
public record Group(GroupId id, String name, int people) {}
