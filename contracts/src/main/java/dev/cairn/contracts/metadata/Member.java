package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;

/** Somebody with access to a space. */
public record Member(AccountId account, String name, SpaceRole role) {}
