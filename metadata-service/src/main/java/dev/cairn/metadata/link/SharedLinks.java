package dev.cairn.metadata.link;

import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SharedNode;
import dev.cairn.contracts.metadata.SharedRequest;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.version.Downloads;
import java.time.InstantSource;

/** What the bearer of a link may do. There is no caller: the token is the right, to the node it names and what lies below. */
final class SharedLinks {
    private static final int TOKEN_LENGTH_MAX = 128;
    private static final int PASSWORD_LENGTH_MAX = 1_024;

    private final JdbcLinks links;
    private final LinkPasswords passwords;
    private final LinkMakers makers;
    private final Nodes nodes;
    private final Downloads downloads;
    private final InstantSource clock;

    SharedLinks(
            JdbcLinks links,
            LinkPasswords passwords,
            LinkMakers makers,
            Nodes nodes,
            Downloads downloads,
            InstantSource clock) {
        this.links = links;
        this.passwords = passwords;
        this.makers = makers;
        this.nodes = nodes;
        this.downloads = downloads;
        this.clock = clock;
    }

    SharedNode view(SharedRequest request) {
        var link = link(request);
        if (!opens(link, request)) {
            return new SharedNode(true, null, null, null);
        }
        var row = target(link, request);
        var children = row.isFolder() ? nodes.childrenOf(link.space(), row, request.after(), NodeApi.PAGE_MAX) : null;
        return new SharedNode(false, row.view(), link.createdBy(), children);
    }

    Ticketed ticket(SharedRequest request) {
        var link = link(request);
        if (!opens(link, request)) {
            throw new ProblemException(Problem.FORBIDDEN, "This link needs its password");
        }
        var row = target(link, request);
        if (row.body() == null) {
            throw ProblemException.invalid("node", "This is a folder; only files can be downloaded");
        }
        var ticket = downloads.ticket(link.space(), row.body(), row.name());
        links.countDownload(link.space(), link.id());
        return ticket;
    }

    private Link link(SharedRequest request) {
        if (request.token() == null) {
            throw ProblemException.invalid("token", "This field is required");
        }
        if (request.token().length() > TOKEN_LENGTH_MAX) {
            throw ProblemException.notFound("The link");
        }
        var link = links.byToken(new LinkToken(request.token()).hash())
                .filter(makers::mayShare)
                .orElseThrow(() -> ProblemException.notFound("The link"));
        if (link.expires() != null && !clock.instant().isBefore(link.expires())) {
            throw new ProblemException(Problem.EXPIRED, "This link has ended");
        }
        return link;
    }

    private boolean opens(Link link, SharedRequest request) {
        if (link.password() == null) {
            return true;
        }
        var password = request.password();
        return password != null
                && !password.isEmpty()
                && password.length() <= PASSWORD_LENGTH_MAX
                && passwords.opens(link.id(), link.password(), password);
    }

    private NodeRow target(Link link, SharedRequest request) {
        var wanted = request.node() == null ? link.node() : request.node();
        var found = nodes.find(link.space(), wanted);
        if (!found.ancestry().within(found.row(), link.node())) {
            throw ProblemException.notFound("The node");
        }
        return found.row();
    }
}
