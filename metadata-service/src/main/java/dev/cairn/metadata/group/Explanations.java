package dev.cairn.metadata.group;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.AccessExplanation;
import dev.cairn.contracts.metadata.AccessReason;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.ShareLink;
import dev.cairn.contracts.metadata.SpaceGrant;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.space.Memberships;
import dev.cairn.metadata.space.SpaceGate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why somebody can see a node: every grant and every public link that leads to it. */
final class Explanations {
    private final SpaceGate gate;
    private final Memberships memberships;
    private final Nodes nodes;
    private final LinkApi links;
    private final DirectoryApi directory;
    private final InstantSource clock;

    Explanations(
            SpaceGate gate,
            Memberships memberships,
            Nodes nodes,
            LinkApi links,
            DirectoryApi directory,
            InstantSource clock) {
        this.gate = gate;
        this.memberships = memberships;
        this.nodes = nodes;
        this.links = links;
        this.directory = directory;
        this.clock = clock;
    }

    AccessExplanation explain(SpaceId space, NodeId id, @Nullable String asked) {
        var access = gate.enter(space, SpaceRole.VIEWER);
        var caller = access.caller();
        var name = asked == null ? caller.name() : asked;
        AccountId account = caller.account();
        if (!name.equals(caller.name())) {
            if (!access.role().includes(SpaceRole.MANAGER)) {
                throw new ProblemException(Problem.FORBIDDEN, "Only managers ask about the access of others");
            }
            var other = directory.byName(name);
            account = other.id();
            name = other.name();
        }
        var node = nodes.find(space, id);
        var grants = memberships.reaching(space, account);
        var reasons = new ArrayList<AccessReason>();
        grants.stream().filter(grant -> grant.role().sees()).forEach(grant -> reasons.add(reason(grant)));
        Stream.concat(Stream.of(node.row()), node.ancestry().above(node.row()).stream())
                .map(NodeRow::id)
                .distinct()
                .flatMap(above -> links.links(space, above).stream())
                .filter(this::works)
                .map(link -> reason(link, node))
                .sorted(Comparator.comparing(AccessReason::since))
                .forEach(reasons::add);
        return new AccessExplanation(
                space,
                id,
                node.ancestry().path(node.row()),
                account,
                name,
                grants.isEmpty() ? null : grants.getFirst().role(),
                reasons);
    }

    private boolean works(ShareLink link) {
        return link.active() && (link.expires() == null || clock.instant().isBefore(link.expires()));
    }

    private static AccessReason reason(SpaceGrant grant) {
        var kind = grant.kind() == SpaceGrant.Kind.GROUP ? AccessReason.Kind.GROUP : AccessReason.Kind.MEMBER;
        return new AccessReason(kind, grant.name(), grant.role(), "", grant.since(), grant.by());
    }

    private static AccessReason reason(ShareLink link, Nodes.Found node) {
        var shared = node.ancestry().get(link.node());
        return new AccessReason(
                AccessReason.Kind.LINK,
                link.id().toString(),
                SpaceRole.VIEWER,
                shared == null ? link.name() : node.ancestry().path(shared),
                link.created(),
                link.createdBy());
    }
}
