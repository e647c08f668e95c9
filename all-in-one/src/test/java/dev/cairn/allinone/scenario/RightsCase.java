package dev.cairn.allinone.scenario;

import dev.cairn.contracts.metadata.SpaceRole;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of one protocol, and what is expected of it for everybody.
 *
 * @param needs the role it needs; null where {@code other} says what it needs instead
 * @param done statuses of an answer to who may
 * @param refused statuses for a member who may not
 * @param unknown the status for who is no member
 */
record RightsCase(
        @Nullable SpaceRole needs, Other other, Request request, Set<Integer> done, Set<Integer> refused, int unknown) {
    private static final Set<Integer> DONE = Set.of(200, 201, 204);
    private static final Set<Integer> ANY = Set.of(200, 201, 204, 400, 403, 404, 409);

    /** Makes the request as somebody, on something fresh where it matters. */
    interface Request {
        RightsWorld.Answer as(Standing who) throws Exception;
    }

    /** What an operation needs that needs no role in the space. */
    enum Other {
        ROLE,
        /** A ticket, which only who has the role gets. */
        TICKET,
        /** Any role at all. */
        MEMBERSHIP,
        SIGN_IN,
        /** Nothing, or a ticket or token in the request. */
        NOTHING,
        ADMINISTRATOR
    }

    static RightsCase role(SpaceRole needs, Request request) {
        return new RightsCase(needs, Other.ROLE, request, DONE, Set.of(403), 404);
    }

    static RightsCase member(Request request) {
        return new RightsCase(null, Other.MEMBERSHIP, request, DONE, Set.of(403), 404);
    }

    /** About the caller alone: whatever becomes of it, it is the same for all. */
    static RightsCase own(Request request) {
        return new RightsCase(null, Other.SIGN_IN, request, ANY, Set.of(403), 404);
    }

    static RightsCase open(Request request) {
        return new RightsCase(null, Other.NOTHING, request, ANY, Set.of(403), 404);
    }

    static RightsCase administrator(Request request) {
        return new RightsCase(null, Other.ADMINISTRATOR, request, Set.of(), Set.of(403), 403);
    }

    /** The same, where who may is answered by one of these. */
    RightsCase done(Integer... statuses) {
        return new RightsCase(needs, other, request, Set.of(statuses), refused, unknown);
    }

    /** The same, where who may not is answered so. */
    RightsCase refused(Set<Integer> member, int stranger) {
        return new RightsCase(needs, other, request, done, member, stranger);
    }

    /** The same, where a ticket says who has the role, and not a sign-in. */
    RightsCase byTicket() {
        return new RightsCase(needs, Other.TICKET, request, done, refused, 403);
    }

    /** Statuses with which this may be answered to somebody. {@code signIn} is that for who is not signed in. */
    Set<Integer> expected(Standing who, int signIn) {
        if (other != Other.NOTHING && other != Other.TICKET && who == Standing.ANONYMOUS) {
            return Set.of(signIn);
        }
        return switch (other) {
            case NOTHING, SIGN_IN -> done;
            case ADMINISTRATOR -> refused;
            case MEMBERSHIP -> who.role() == null ? Set.of(unknown) : done;
            case ROLE, TICKET ->
                who.role() == null ? Set.of(unknown) : needs != null && who.has(needs) ? done : refused;
        };
    }
}
