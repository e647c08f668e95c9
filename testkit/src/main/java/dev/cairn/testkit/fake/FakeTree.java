package dev.cairn.testkit.fake;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.KeyPage;
import dev.cairn.contracts.metadata.Member;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.contracts.metadata.TrashPage;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.metadata.VersionName;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The metadata service in memory: spaces, trees, versions, trash, sequences, deltas, events. Rights are those of
 * {@code Callers.current()}. Thread-safe: one call at a time. Events are delivered before the call that caused them returns, in
 * order; whoever takes them must not wait for another call on this tree.
 */
public final class FakeTree implements SpaceApi, NodeApi, CommitApi {
    private static final Duration TICKET_LIFE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ids ids;
    private final Tickets tickets;
    private final Map<SpaceId, FakeSpace> spaces = new LinkedHashMap<>();
    private final Map<String, AccountId> accounts = new HashMap<>();
    private final List<Consumer<EventEnvelope>> listeners = new ArrayList<>();
    private BiPredicate<SpaceId, ContentId> durable = (_, _) -> true;

    /** A tree without spaces. The same seed and calls give the same ids. */
    public FakeTree(InstantSource clock, RandomGenerator random, Tickets tickets) {
        this.clock = clock;
        this.random = random;
        this.ids = new Ids(clock, random);
        this.tickets = tickets;
    }

    /** From now on events go there too. */
    public synchronized void onEvent(Consumer<EventEnvelope> listener) {
        listeners.add(listener);
    }

    /** From now on a commit that names content of which {@code isDurable} does not know is a broken invariant and fails. */
    public synchronized void requireDurable(BiPredicate<SpaceId, ContentId> isDurable) {
        durable = isDurable;
    }

    /** Makes an account known by name, so that it can be made a member before it ever called. */
    public synchronized void know(Caller caller) {
        accounts.put(caller.name(), caller.account());
    }

    /** What devices said about conflict copies of which both sides are live, as they said it. */
    public synchronized List<Operation.NoteConflict> conflicts(SpaceId space) {
        var found = any(space);
        return found.conflicts.values().stream()
                .filter(noted -> found.live.containsKey(noted.node()) && found.live.containsKey(noted.original()))
                .toList();
    }

    /** Old cursors of the space are worth nothing any more, as after a restore from a backup. */
    public synchronized void forgetHistory(SpaceId space) {
        any(space).epoch = random.nextLong();
    }

    @Override
    public synchronized List<Space> spaces() {
        var caller = caller();
        personal(caller);
        return spaces.values().stream()
                .filter(space -> space.members.containsKey(caller.account()))
                .sorted(Comparator.comparing(space -> !isPersonalOf(space, caller)))
                .map(space -> view(space, caller))
                .toList();
    }

    @Override
    public synchronized Space create(NewSpace wanted) {
        var caller = caller();
        if (wanted.kind() == SpaceKind.PERSONAL) {
            throw ProblemException.invalid("kind", "A personal space makes itself");
        }
        var slug = wanted.slug() == null
                ? wanted.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                : wanted.slug();
        return view(newSpace(wanted.kind(), wanted.name(), slug, caller), caller);
    }

    @Override
    public synchronized Space space(String key) {
        var caller = caller();
        if (key.equals("personal")) {
            return view(personal(caller), caller);
        }
        return spaces.values().stream()
                .filter(space -> space.members.containsKey(caller.account()))
                .filter(space -> space.slug.equals(key) || space.id.toString().equals(key))
                .findFirst()
                .map(space -> view(space, caller))
                .orElseThrow(() -> ProblemException.notFound("This space"));
    }

    @Override
    public synchronized void delete(SpaceId id) {
        var space = require(id, SpaceRole.OWNER);
        if (space.kind == SpaceKind.PERSONAL) {
            throw new ProblemException(Problem.FORBIDDEN, "A personal space stays");
        }
        if (space.live.size() > 1) {
            throw new ProblemException(Problem.NOT_EMPTY, "The space holds files or folders");
        }
        spaces.remove(id);
    }

    @Override
    public synchronized List<Member> members(SpaceId id) {
        return List.copyOf(require(id, SpaceRole.VIEWER).members.values());
    }

    @Override
    public synchronized Member addMember(SpaceId id, NewMember wanted) {
        var space = require(id, SpaceRole.MANAGER);
        if (!role(space).includes(wanted.role())) {
            throw new ProblemException(Problem.FORBIDDEN, "Nobody gives more rights than they have");
        }
        var account = accounts.get(wanted.name());
        if (account == null) {
            throw ProblemException.notFound("The account " + wanted.name());
        }
        if (wanted.role() == SpaceRole.OWNER && space.kind == SpaceKind.PERSONAL && !isOwner(space, account)) {
            throw new ProblemException(Problem.CONFLICT, "A personal space has one owner");
        }
        var member = new Member(account, wanted.name(), wanted.role());
        var before = space.members.put(account, member);
        publishAccess(space, member, wanted.role(), before);
        return member;
    }

    @Override
    public synchronized void removeMember(SpaceId id, AccountId account) {
        var self = caller().account().equals(account);
        var space = self ? any(id) : require(id, SpaceRole.MANAGER);
        role(space);
        var member = space.members.get(account);
        if (member == null) {
            throw ProblemException.notFound("This member");
        }
        var owners = space.members.values().stream()
                .filter(other -> other.role() == SpaceRole.OWNER)
                .toList();
        if (owners.equals(List.of(member))) {
            throw new ProblemException(Problem.CONFLICT, "The last owner stays");
        }
        space.members.remove(account);
        publishAccess(space, member, null, member);
    }

    @Override
    public synchronized Space setQuota(SpaceId id, SpaceQuota quota) {
        var caller = Callers.admin();
        var space = any(id);
        space.quotaBytes = quota.bytes();
        return view(space, caller);
    }

    @Override
    public synchronized Ticketed ticket(SpaceId id) {
        require(id, SpaceRole.VIEWER);
        var expires = clock.instant().plus(TICKET_LIFE);
        return new Ticketed(tickets.sign(new Ticket.ForSpace(id, expires)), null, expires);
    }

    @Override
    public synchronized NodePath node(SpaceId id, NodeId node) {
        var space = require(id, SpaceRole.VIEWER);
        var found = found(space, node);
        return new NodePath(id, space.path(found), found);
    }

    @Override
    public synchronized NodePath byPath(SpaceId id, String path) {
        var space = require(id, SpaceRole.VIEWER);
        @Nullable Node at = space.live.get(space.root);
        for (var name : path.isEmpty() ? List.<String>of() : List.of(path.split("/", -1))) {
            at = at == null ? null : space.child(at.id(), name);
        }
        if (at == null) {
            throw ProblemException.notFound("This path");
        }
        return new NodePath(id, path, at);
    }

    @Override
    public synchronized NodePage children(SpaceId id, NodeId node, @Nullable String after, int limit) {
        var space = require(id, SpaceRole.VIEWER);
        checkLimit(limit);
        if (!(found(space, node) instanceof Node.Folder)) {
            throw ProblemException.invalid("node", "A file has no children");
        }
        var names = space.children(node);
        var rest = after == null ? names : names.tailMap(after, false);
        var page = rest.values().stream()
                .limit(limit)
                .map(child -> Objects.requireNonNull(space.live.get(child)))
                .toList();
        return new NodePage(page, rest.size() > limit ? page.getLast().name() : null);
    }

    @Override
    public synchronized KeyPage keys(SpaceId id, String prefix, String delimiter, @Nullable String after, int limit) {
        var space = require(id, SpaceRole.VIEWER);
        checkLimit(limit);
        var files = space.live.values().stream()
                .filter(Node.File.class::isInstance)
                .map(file -> new NodePath(id, space.path(file), file))
                .filter(file -> file.path().startsWith(prefix))
                .sorted(Comparator.comparing(NodePath::path, FakeSpace.BYTEWISE))
                .toList();
        var page = new LinkedHashMap<String, @Nullable NodePath>();
        for (var file : files) {
            int cut = delimiter.isEmpty() ? -1 : file.path().indexOf(delimiter, prefix.length());
            var key = cut < 0 ? file.path() : file.path().substring(0, cut + delimiter.length());
            if ((after == null || FakeSpace.BYTEWISE.compare(key, after) > 0) && !page.containsKey(key)) {
                if (page.size() == limit) {
                    return keyPage(page, page.sequencedKeySet().getLast());
                }
                page.put(key, cut < 0 ? file : null);
            }
        }
        return keyPage(page, null);
    }

    private static KeyPage keyPage(Map<String, @Nullable NodePath> page, @Nullable String next) {
        var files = new ArrayList<NodePath>();
        var prefixes = new ArrayList<String>();
        page.forEach((key, file) -> {
            if (file == null) {
                prefixes.add(key);
            } else {
                files.add(file);
            }
        });
        return new KeyPage(files, prefixes, next);
    }

    @Override
    public synchronized CommitReply apply(SpaceId id, Operations operations) {
        if (operations.operations().stream().anyMatch(Operation::namesContent)) {
            throw new ProblemException(Problem.FORBIDDEN, "Content is named through the upload service");
        }
        return commit(id, operations).orProblem();
    }

    @Override
    public synchronized List<Version> versions(SpaceId id, NodeId node) {
        var space = require(id, SpaceRole.VIEWER);
        file(space, node);
        return List.copyOf(space.versions.getOrDefault(node, List.of()));
    }

    @Override
    public synchronized Node restoreVersion(SpaceId id, NodeId node, VersionId version) {
        var space = require(id, SpaceRole.EDITOR);
        var file = file(space, node);
        var old = version(space, node, version);
        return edit(space, edits -> edits.restore(file, old));
    }

    @Override
    public synchronized Version nameVersion(SpaceId id, NodeId node, VersionId wanted, VersionName name) {
        var space = require(id, SpaceRole.EDITOR);
        file(space, node);
        var old = version(space, node, wanted);
        var named = new Version(
                old.id(),
                old.content(),
                old.size(),
                old.modified(),
                old.created(),
                old.author(),
                old.authorName(),
                name.name());
        Objects.requireNonNull(space.versions.get(node)).replaceAll(version -> version.equals(old) ? named : version);
        return named;
    }

    @Override
    public synchronized TrashPage trash(SpaceId id, @Nullable String after, int limit) {
        var space = require(id, SpaceRole.VIEWER);
        checkLimit(limit);
        var latestFirst = new ArrayList<>(space.trash.values()).reversed();
        int from = after == null ? 0 : Integer.parseInt(after);
        int to = Math.min(latestFirst.size(), from + limit);
        var page = latestFirst.subList(from, to).stream()
                .map(entry -> new TrashEntry(entry.top(), entry.path(), entry.deleted(), entry.deletedBy()))
                .toList();
        return new TrashPage(page, to < latestFirst.size() ? Integer.toString(to) : null);
    }

    @Override
    public synchronized Node restore(SpaceId id, NodeId node) {
        var space = require(id, SpaceRole.EDITOR);
        var trashed = space.trash.remove(node);
        if (trashed == null) {
            throw ProblemException.notFound("This deleted node");
        }
        return edit(space, edits -> edits.restore(trashed));
    }

    @Override
    public synchronized void purge(SpaceId id, NodeId node) {
        var space = require(id, SpaceRole.EDITOR);
        var trashed = space.trash.remove(node);
        if (trashed == null) {
            throw ProblemException.notFound("This deleted node");
        }
        space.versions.remove(node);
        trashed.below().forEach(below -> space.versions.remove(below.id()));
    }

    @Override
    public synchronized Delta changes(SpaceId id, @Nullable String cursor, int limit) {
        var space = require(id, SpaceRole.VIEWER);
        checkLimit(limit);
        return space.delta(cursor, limit);
    }

    @Override
    public synchronized Ticketed ticket(SpaceId id, NodeId node, @Nullable VersionId version) {
        var space = require(id, SpaceRole.VIEWER);
        var file = file(space, node);
        var wanted = version(space, node, version == null ? file.version() : version);
        var expires = clock.instant().plus(TICKET_LIFE);
        var ticket =
                tickets.sign(new Ticket.ForContent(id, wanted.content(), wanted.size(), file.name(), null, expires));
        return new Ticketed(ticket, "/api/v1/content/" + ticket, expires);
    }

    @Override
    public synchronized void check(SpaceId id, long bytes) {
        check(require(id, SpaceRole.EDITOR), bytes);
    }

    @Override
    public synchronized void checkAdd(SpaceId id, long bytes) {
        check(require(id, SpaceRole.UPLOADER), bytes);
    }

    private static void check(FakeSpace space, long bytes) {
        if (space.quotaBytes != null && space.usedBytes() + bytes > space.quotaBytes) {
            throw new ProblemException(Problem.OVER_QUOTA, "The space has no room for " + bytes + " bytes");
        }
    }

    /** Commits what rests on no pin. */
    public CommitReply commit(SpaceId space, Operations operations) {
        return commit(space, 0, operations);
    }

    @Override
    public synchronized CommitReply commit(SpaceId id, long pinned, Operations operations) {
        boolean adds =
                operations.operations().size() == 1 && operations.operations().getFirst() instanceof Operation.PutPath;
        var space = require(id, adds ? SpaceRole.UPLOADER : SpaceRole.EDITOR);
        if (operations.operations().size() > Operations.MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "A batch has at most " + Operations.MAX + " operations");
        }
        operations.operations().forEach(operation -> checkDurable(id, operation));
        var before = space.cursor().toString();
        var results = edit(space, edits -> operations.operations().stream()
                .map(operation -> edits.apply(
                        operation instanceof Operation.PutPath put
                                        && !role(space).includes(SpaceRole.EDITOR)
                                ? beside(space, put)
                                : operation))
                .toList());
        return new CommitReply(
                List.<OperationResult>copyOf(results), before, space.cursor().toString());
    }

    /** As {@code FreePath} of the metadata service: a path at which nothing is in the way. */
    private static Operation.PutPath beside(FakeSpace space, Operation.PutPath put) {
        var names = new ArrayList<String>();
        @Nullable NodeId folder = space.root;
        var wanted = put.path().split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            boolean last = i == wanted.length - 1;
            var name = wanted[i];
            var there = folder == null ? null : space.child(folder, name);
            for (int number = 2;
                    folder != null && there != null && (last || !(there instanceof Node.Folder));
                    number++) {
                name = wanted[i] + " (" + number + ")";
                there = space.child(folder, name);
            }
            names.add(name);
            folder = there == null ? null : there.id();
        }
        return new Operation.PutPath(
                put.id(),
                String.join("/", names),
                put.content(),
                put.size(),
                put.modified(),
                put.executable(),
                put.attributes());
    }

    private void checkDurable(SpaceId space, Operation operation) {
        var content =
                switch (operation) {
                    case Operation.PutFile put -> put.content();
                    case Operation.PutPath put -> put.content();
                    default -> null;
                };
        if (content != null && !durable.test(space, content)) {
            throw new IllegalStateException("bytes before names: " + content + " is not durable");
        }
    }

    private <T> T edit(FakeSpace space, java.util.function.Function<FakeEdits, T> work) {
        var caller = caller();
        var edits = new FakeEdits(space, caller, clock, ids);
        long before = space.sequence;
        var result = work.apply(edits);
        if (space.sequence > before) {
            var changes = space.changesAfter(before);
            boolean complete = changes.size() <= Event.CHANGES_MAX;
            publish(new Event.NodesChanged(
                    space.id,
                    space.name,
                    before,
                    space.sequence,
                    space.cursor().toString(),
                    complete ? changes : List.of(),
                    complete,
                    edits.notes.stream().limit(Event.CHANGES_MAX).toList(),
                    caller.account(),
                    caller.name(),
                    caller.device()));
        }
        return result;
    }

    private void publishAccess(FakeSpace space, Member member, @Nullable SpaceRole role, @Nullable Member before) {
        publish(new Event.AccessChanged(
                space.id,
                space.name,
                member.account(),
                member.name(),
                role,
                before == null ? null : before.role(),
                caller().account(),
                caller().name()));
    }

    private void publish(Event event) {
        var envelope = new EventEnvelope(new EventId(ids.next()), clock.instant(), event);
        listeners.forEach(listener -> listener.accept(envelope));
    }

    private Caller caller() {
        var caller = Callers.current();
        accounts.put(caller.name(), caller.account());
        return caller;
    }

    private FakeSpace personal(Caller caller) {
        return spaces.values().stream()
                .filter(space -> isPersonalOf(space, caller))
                .findFirst()
                .orElseGet(() -> newSpace(
                        SpaceKind.PERSONAL,
                        caller.name(),
                        "personal-" + caller.account().value(),
                        caller));
    }

    private static boolean isPersonalOf(FakeSpace space, Caller caller) {
        return space.kind == SpaceKind.PERSONAL && isOwner(space, caller.account());
    }

    private static boolean isOwner(FakeSpace space, AccountId account) {
        var member = space.members.get(account);
        return member != null && member.role() == SpaceRole.OWNER;
    }

    private FakeSpace newSpace(SpaceKind kind, String name, String slug, Caller owner) {
        if (spaces.values().stream().anyMatch(other -> other.slug.equals(slug))) {
            throw new ProblemException(Problem.CONFLICT, "The slug " + slug + " is taken");
        }
        var space = new FakeSpace(
                new SpaceId(ids.next()), kind, name, slug, new NodeId(ids.next()), clock.instant(), random.nextLong());
        space.members.put(owner.account(), new Member(owner.account(), owner.name(), SpaceRole.OWNER));
        spaces.put(space.id, space);
        return space;
    }

    private static Space view(FakeSpace space, Caller caller) {
        var member = space.members.get(caller.account());
        var role = member == null ? SpaceRole.VIEWER : member.role();
        return new Space(
                space.id,
                space.kind,
                space.name,
                space.slug,
                role,
                space.root,
                (role.sees() ? space.cursor() : space.cursor().at(0)).toString(),
                role.sees() ? space.usedBytes() : 0,
                role.sees() ? space.quotaBytes : null,
                space.created);
    }

    private FakeSpace any(SpaceId id) {
        var space = spaces.get(id);
        if (space == null) {
            throw ProblemException.notFound("This space");
        }
        return space;
    }

    private FakeSpace require(SpaceId id, SpaceRole needed) {
        var space = any(id);
        if (!role(space).includes(needed)) {
            throw new ProblemException(Problem.FORBIDDEN, "This needs the role " + needed);
        }
        return space;
    }

    private SpaceRole role(FakeSpace space) {
        var member = space.members.get(caller().account());
        if (member == null) {
            throw ProblemException.notFound("This space");
        }
        return member.role();
    }

    private static Node found(FakeSpace space, NodeId id) {
        var node = space.live.get(id);
        if (node == null) {
            throw ProblemException.notFound("This node");
        }
        return node;
    }

    private static Node.File file(FakeSpace space, NodeId id) {
        if (found(space, id) instanceof Node.File file) {
            return file;
        }
        throw ProblemException.invalid("node", "This is a folder");
    }

    private static Version version(FakeSpace space, NodeId node, VersionId version) {
        return space.versions.getOrDefault(node, List.of()).stream()
                .filter(candidate -> candidate.id().equals(version))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("This version"));
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            throw ProblemException.invalid("limit", "The limit is 1 to " + PAGE_MAX);
        }
    }
}
