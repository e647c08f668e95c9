package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.metadata.quota.Quota;

/** A caller inside a space. */
public record Access(SpaceEntry space, SpaceRole role, Caller caller) {
    /** What the space holds and may hold, as exactly as this caller may know it. */
    public Quota quota() {
        return told(space.quota());
    }

    /** A quota as exactly as this caller may know it. */
    public Quota told(Quota quota) {
        return role.sees() ? quota : quota.coarse();
    }

    /** The space as this caller sees it: how much is in it and how much happens there only who may look into it. */
    public Space view() {
        return new Space(
                space.id(),
                space.kind(),
                space.name(),
                space.slug(),
                role,
                space.root(),
                (role.sees() ? space.cursor() : space.cursor().at(0)).toString(),
                role.sees() ? space.usedBytes() : 0,
                role.sees() ? space.quotaBytes() : null,
                space.created());
    }
}
