package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.sql.JdbcRoundTrip;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way into a space: no use case reads or changes one without passing here. Whoever is not a member learns nothing, not
 * even that the space exists (NOT_FOUND); a member without the role is told so (FORBIDDEN).
 */
public final class SpaceGate {
    private final JdbcSpaces spaces;

    SpaceGate(JdbcSpaces spaces) {
        this.spaces = spaces;
    }

    /** The current caller, with at least this role, to read. */
    public Access enter(SpaceId space, SpaceRole needed) {
        return checked(spaces.find(space, Callers.current()), needed);
    }

    /**
     * As {@link #enter}, to change: holds the space's row until the current transaction ends, so changes of a space happen one
     * after the other and its sequence is their order.
     */
    public Access lock(SpaceId space, SpaceRole needed) {
        return checked(spaces.lock(space, Callers.current()), needed);
    }

    /** As {@link #lock(SpaceId, SpaceRole)}, whatever the role. */
    public Access lock(SpaceId space) {
        return spaces.lock(space, Callers.current()).orElseThrow(() -> ProblemException.notFound("The space"));
    }

    /** As {@link #lock(SpaceId, SpaceRole)}, with others on their way; the access, and what may be wrong with it, is there afterwards. */
    public Supplier<Access> lock(JdbcRoundTrip trip, SpaceId space, SpaceRole needed) {
        var found = spaces.lock(trip, space, Callers.current());
        return () -> checked(found.get().stream().findFirst(), needed);
    }

    /** As {@link #lock(SpaceId, SpaceRole)}, for work that nobody asked for and that needs no role; nothing when there is no such space. */
    public Optional<SpaceEntry> lockForUpkeep(SpaceId space) {
        return spaces.lockForAdmin(space);
    }

    /** As {@link #lockForUpkeep}, to look only. */
    public Optional<SpaceEntry> peekForUpkeep(SpaceId space) {
        return spaces.findForUpkeep(space);
    }

    /** Writes what a change made of a locked space. */
    public void write(SpaceEntry changed) {
        spaces.write(changed);
    }

    /** As {@link #write(SpaceEntry)}, with others on their way. */
    public void write(JdbcRoundTrip trip, SpaceEntry changed) {
        spaces.write(trip, changed);
    }

    private static Access checked(Optional<Access> access, SpaceRole needed) {
        var found = access.orElseThrow(() -> ProblemException.notFound("The space"));
        if (!found.role().includes(needed)) {
            throw new ProblemException(
                    Problem.FORBIDDEN,
                    "This needs the role " + named(needed, found.role()) + " in the space; yours is " + found.role());
        }
        return found;
    }

    /** Who reads is not told to become somebody who only adds. */
    private static SpaceRole named(SpaceRole needed, SpaceRole present) {
        return needed == SpaceRole.UPLOADER && present.sees() ? SpaceRole.EDITOR : needed;
    }
}
