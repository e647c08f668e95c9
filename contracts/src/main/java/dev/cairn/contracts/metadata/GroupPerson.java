package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;

/** Somebody in a group. */
public record GroupPerson(AccountId account, String name) {}
