package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;

/** A caller inside a space. */
public record Access(SpaceEntry space, SpaceRole role, Caller caller) {
    /** The space as this caller sees it. */
    public Space view() {
        return new Space(
                space.id(),
                space.kind(),
                space.name(),
                space.slug(),
                role,
                space.root(),
                space.cursor().toString(),
                space.usedBytes(),
                space.quotaBytes(),
                space.created());
    }
}
