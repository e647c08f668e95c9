package dev.cairn.metadata.space;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.metadata.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Makes, finds and ends spaces. */
final class Spaces {
    private static final Duration TICKET_LIFE = Duration.ofMinutes(10);
    private static final int NAME_BYTES_MAX = 255;
    private static final int LIST_MAX = 10_000;
    private static final int SLUG_TRIES_MAX = 5;

    private final TransactionOperations transactions;
    private final JdbcSpaces spaces;
    private final JdbcGrants grants;
    private final SpaceGate gate;
    private final Outbox outbox;
    private final Tickets tickets;
    private final InstantSource clock;
    private final Ids ids;
    private final RandomGenerator random;

    Spaces(
            TransactionOperations transactions,
            JdbcSpaces spaces,
            JdbcGrants grants,
            SpaceGate gate,
            Outbox outbox,
            Tickets tickets,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.spaces = spaces;
        this.grants = grants;
        this.gate = gate;
        this.outbox = outbox;
        this.tickets = tickets;
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.random = random;
    }

    List<Space> all() {
        var caller = Callers.current();
        personal(caller);
        return spaces.all(caller, LIST_MAX).stream().map(Access::view).toList();
    }

    Space find(String key) {
        var caller = Callers.current();
        if (key.equals(Slugs.PERSONAL)) {
            return personal(caller).view();
        }
        return spaceId(key)
                .flatMap(id -> spaces.find(id, caller))
                .or(() -> key.indexOf('\0') >= 0 ? Optional.empty() : spaces.bySlug(key, caller))
                .orElseThrow(() -> ProblemException.notFound("The space"))
                .view();
    }

    Space create(NewSpace wanted) {
        var caller = Callers.current();
        if (wanted.kind() == null || wanted.kind() == SpaceKind.PERSONAL) {
            throw ProblemException.invalid("kind", "A space to be made is TEAM or BUCKET");
        }
        checkName(wanted.name());
        var slug = wanted.slug();
        var made = slug == null
                ? make(caller, wanted.kind(), wanted.name())
                : make(caller, wanted.kind(), wanted.name(), Slugs.checked(slug));
        return made.orElseThrow(() -> new ProblemException(Problem.CONFLICT, "This slug is taken"))
                .view();
    }

    /** The caller's personal space, made when it is not there. Of callers that come at once, one makes it. */
    private Access personal(Caller caller) {
        return spaces.personal(caller)
                .or(() -> make(caller, SpaceKind.PERSONAL, caller.name()))
                .or(() -> spaces.personal(caller))
                .orElseThrow(
                        () -> new ProblemException(Problem.CONFLICT, "The personal space is being made; try again"));
    }

    private Optional<Access> make(Caller caller, SpaceKind kind, String name) {
        for (int i = 0; i < SLUG_TRIES_MAX; i++) {
            var unique = HexFormat.of().toHexDigits(random.nextInt());
            var made = make(caller, kind, name, Slugs.from(name, unique));
            if (made.isPresent()
                    || (kind == SpaceKind.PERSONAL && spaces.personal(caller).isPresent())) {
                return made;
            }
        }
        return Optional.empty();
    }

    private Optional<Access> make(Caller caller, SpaceKind kind, String name, String slug) {
        var now = clock.instant();
        var entry = new SpaceEntry(
                new SpaceId(ids.next()),
                kind,
                name,
                slug,
                caller.account(),
                new NodeId(ids.next()),
                random.nextLong(),
                1,
                0,
                0,
                0,
                null,
                0,
                now);
        boolean made = Objects.requireNonNull(transactions.execute(_ -> {
            if (!spaces.insert(entry)) {
                return false;
            }
            spaces.insertRoot(entry);
            var owner = new Member(caller.account(), caller.name(), SpaceRole.OWNER);
            grants.put(
                    entry.id(),
                    new SpaceGrant(
                            SpaceGrant.Kind.ACCOUNT,
                            caller.account().value(),
                            caller.name(),
                            SpaceRole.OWNER,
                            now,
                            caller.name()));
            spaces.putMember(entry.id(), owner, caller.account(), now);
            if (kind != SpaceKind.PERSONAL) {
                outbox.append(accessChanged(entry, owner, caller, SpaceRole.OWNER, null));
            }
            return true;
        }));
        return made ? Optional.of(new Access(entry, SpaceRole.OWNER, caller)) : Optional.empty();
    }

    void delete(SpaceId space) {
        transactions.executeWithoutResult(_ -> {
            var access = gate.lock(space, SpaceRole.OWNER);
            if (access.space().kind() == SpaceKind.PERSONAL) {
                throw new ProblemException(Problem.FORBIDDEN, "A personal space stays as long as its account");
            }
            if (spaces.holdsLiveNodes(access.space())) {
                throw new ProblemException(Problem.NOT_EMPTY, "The space holds files or folders");
            }
            for (var member : spaces.members(space, Members.MEMBERS_MAX)) {
                outbox.append(accessChanged(access.space(), member, access.caller(), null, member.role()));
            }
            spaces.delete(space, clock.instant());
        });
    }

    Space setQuota(SpaceId space, SpaceQuota quota) {
        var caller = Callers.admin();
        var bytes = quota.bytes();
        if (bytes != null && bytes < 0) {
            throw ProblemException.invalid("bytes", "A quota is not negative");
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            var entry = spaces.lockForAdmin(space)
                    .orElseThrow(() -> ProblemException.notFound("The space"))
                    .limitedTo(bytes);
            spaces.write(entry);
            var role = spaces.find(space, caller).map(Access::role).orElse(SpaceRole.VIEWER);
            return new Access(entry, role, caller).view();
        }));
    }

    Ticketed ticket(SpaceId space) {
        gate.enter(space, SpaceRole.VIEWER);
        var expires = clock.instant().plus(TICKET_LIFE);
        return new Ticketed(tickets.sign(new Ticket.ForSpace(space, expires)), null, expires);
    }

    private static Event.AccessChanged accessChanged(
            SpaceEntry space, Member member, Caller by, @Nullable SpaceRole role, @Nullable SpaceRole before) {
        return new Event.AccessChanged(
                space.id(), space.name(), member.account(), member.name(), role, before, by.account(), by.name());
    }

    private static void checkName(@Nullable String name) {
        if (name == null || name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw invalidName("A space has a name without control characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)
                || name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            throw invalidName("The name of a space has at most " + NAME_BYTES_MAX + " bytes of UTF-8");
        }
    }

    private static ProblemException invalidName(String detail) {
        return new ProblemException(Problem.INVALID_NAME, detail, Map.of("field", "name"));
    }

    private static Optional<SpaceId> spaceId(String key) {
        try {
            return Optional.of(SpaceId.of(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
