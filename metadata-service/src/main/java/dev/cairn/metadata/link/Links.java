package dev.cairn.metadata.link;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.LinkId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.ShareLink;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.outbox.Outbox;
import dev.cairn.metadata.space.SpaceGate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Makes, shows and revokes links. They hang on the node, not on its name or place. */
final class Links {
    private static final int LIST_MAX = 1_000;
    private static final int PASSWORD_LENGTH_MAX = 1_024;

    private static final Instant EXPIRES_MAX = Instant.parse("9999-12-31T23:59:59Z");

    private final TransactionOperations transactions;
    private final SpaceGate gate;
    private final Nodes nodes;
    private final JdbcLinks links;
    private final LinkPasswords passwords;
    private final LinkMakers makers;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ids ids;

    Links(
            TransactionOperations transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcLinks links,
            LinkPasswords passwords,
            LinkMakers makers,
            Outbox outbox,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.gate = gate;
        this.nodes = nodes;
        this.links = links;
        this.passwords = passwords;
        this.makers = makers;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
        this.ids = new Ids(clock, random);
    }

    List<ShareLink> of(SpaceId space, @Nullable NodeId node) {
        gate.enter(space, SpaceRole.VIEWER);
        return links.of(space, node, LIST_MAX).stream()
                .map(link -> link.view(makers.mayShare(link), null))
                .toList();
    }

    ShareLink create(SpaceId space, NewShareLink wanted) {
        gate.enter(space, SpaceRole.EDITOR);
        check(wanted);
        var token = LinkToken.random(random);
        var password = wanted.password() == null ? null : passwords.hash(wanted.password());
        var link = Objects.requireNonNull(transactions.execute(_ -> {
            var access = gate.lock(space, SpaceRole.EDITOR);
            var caller = access.caller();
            var node = nodes.find(space, wanted.node()).row();
            var made = new Link(
                    new LinkId(ids.next()),
                    space,
                    node.id(),
                    node.name(),
                    password,
                    wanted.expires(),
                    clock.instant(),
                    caller.account(),
                    caller.name(),
                    access.role(),
                    0);
            links.insert(made, token.hash());
            outbox.append(new Event.LinkCreated(
                    space, access.space().name(), node.id(), node.name(), caller.account(), caller.name()));
            return made;
        }));
        return link.view(true, token.text());
    }

    void revoke(SpaceId space, LinkId link) {
        gate.enter(space, SpaceRole.EDITOR);
        if (!links.delete(space, link)) {
            throw ProblemException.notFound("The link");
        }
    }

    private void check(NewShareLink wanted) {
        if (wanted.node() == null) {
            throw ProblemException.invalid("node", "This field is required");
        }
        var password = wanted.password();
        if (password != null
                && (password.isEmpty()
                        || password.length() > PASSWORD_LENGTH_MAX
                        || Names.hasUnpairedSurrogate(password))) {
            throw ProblemException.invalid("password", "A password has 1 to " + PASSWORD_LENGTH_MAX + " characters");
        }
        if (wanted.expires() != null && !clock.instant().isBefore(wanted.expires())) {
            throw ProblemException.invalid("expires", "A link ends in the future");
        }
        if (wanted.expires() != null && wanted.expires().isAfter(EXPIRES_MAX)) {
            throw ProblemException.invalid("expires", "A link ends before the year 10000");
        }
    }
}
