package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.ShareLink;
import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.contracts.metadata.SharedRequest;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links: what their bearers may do, and what they may not. */
final class LinksIT {
    private static final Service SERVICE = new Service();
    private static int users;

    private final LinkApi links = SERVICE.bean(LinkApi.class);
    private final SharedApi shared = SERVICE.bean(SharedApi.class);
    private final Service.User ann = SERVICE.user("ann" + users++);
    private final Space space = ann.personal();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void aFileLinkSurvivesRenameAndCountsDownloads() throws Exception {
        var file = ann.done(space, SERVICE.path("f/a.txt", "one"));
        var link = create(file.id(), null, null);
        assertThat(SERVICE.awaitEvent(space, Event.LinkCreated.class).nodeName())
                .isEqualTo("a.txt");
        ann.done(space, SERVICE.move(file.id(), space.root(), "b.txt"));
        var seen = shared.view(request(link, null, null));
        assertThat(seen.needsPassword()).isFalse();
        assertThat(Objects.requireNonNull(seen.node()).name()).isEqualTo("b.txt");
        assertThat(seen.sharedBy()).isEqualTo(ann.caller.name());
        var ticket = (Ticket.ForContent) new Tickets(SERVICE.secret, SERVICE.clock)
                .verify(shared.ticket(request(link, null, null)).ticket());
        assertThat(ticket.fileName()).isEqualTo("b.txt");
        var listed = ann.call(() -> links.links(space.id(), file.id())).getFirst();
        assertThat(listed.downloads()).isEqualTo(1);
        assertThat(listed.token()).isNull();
        assertThat(listed.name()).isEqualTo("b.txt");
    }

    @Test
    void aFolderLinkReachesWhatLiesBelowAndNothingElse() {
        ann.done(space, SERVICE.path("f/g/a.txt", "one"));
        var outside = ann.done(space, SERVICE.path("h/b.txt", "two"));
        var link = create(at("f").id(), null, null);
        var children =
                Objects.requireNonNull(shared.view(request(link, null, null)).children());
        assertThat(children.nodes()).extracting(Node::name).containsExactly("g");
        assertThat(shared.ticket(request(link, null, at("f/g/a.txt").id())).url())
                .startsWith("/api/v1/content/");
        assertProblem(
                Problem.INVALID_REQUEST,
                () -> shared.ticket(request(link, null, at("f/g").id())));
        for (var node : new NodeId[] {outside.id(), space.root(), SERVICE.nodeId()}) {
            assertProblem(Problem.NOT_FOUND, () -> shared.view(request(link, null, node)));
            assertProblem(Problem.NOT_FOUND, () -> shared.ticket(request(link, null, node)));
        }
        ann.applied(space, SERVICE.delete(at("f/g").id()));
        ann.applied(space, SERVICE.delete(at("f").id()));
        assertProblem(Problem.NOT_FOUND, () -> shared.view(request(link, null, null)));
    }

    @Test
    void passwordsOpenAndWrongOnesAreLimited() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var link = create(file.id(), "s3cret ü", null);
        assertThat(link.passwordProtected()).isTrue();
        assertThat(shared.view(request(link, null, null)).needsPassword()).isTrue();
        var wrong = shared.view(request(link, "wrong", null));
        assertThat(wrong.needsPassword()).isTrue();
        assertThat(wrong.node()).isNull();
        assertProblem(Problem.FORBIDDEN, () -> shared.ticket(request(link, null, null)));
        assertProblem(Problem.FORBIDDEN, () -> shared.ticket(request(link, "wrong", null)));
        assertThat(shared.view(request(link, "s3cret ü", null)).node()).isEqualTo(file);
        for (int i = 2; i < 10; i++) {
            assertThat(shared.view(request(link, "guess" + i, null)).needsPassword())
                    .isTrue();
        }
        assertProblem(Problem.TOO_MANY_REQUESTS, () -> shared.view(request(link, "guess", null)));
        var other = create(file.id(), "other", null);
        assertThat(shared.view(request(other, "other", null)).node()).isEqualTo(file);
        SERVICE.clock.advance(Duration.ofMinutes(1));
        assertThat(shared.view(request(link, "s3cret ü", null)).node()).isEqualTo(file);
    }

    @Test
    void linksEnd() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var now = SERVICE.clock.instant();
        assertProblem(Problem.INVALID_REQUEST, () -> create(file.id(), null, now));
        var link = create(file.id(), null, now.plusSeconds(60));
        assertThat(shared.view(request(link, null, null)).node()).isEqualTo(file);
        SERVICE.clock.advance(Duration.ofSeconds(60));
        assertProblem(Problem.EXPIRED, () -> shared.view(request(link, null, null)));
        assertProblem(Problem.EXPIRED, () -> shared.ticket(request(link, null, null)));

        var revoked = create(file.id(), null, null);
        ann.call(() -> {
            links.revoke(space.id(), revoked.id());
            return true;
        });
        assertProblem(Problem.NOT_FOUND, () -> shared.view(request(revoked, null, null)));
        assertProblem(
                Problem.NOT_FOUND,
                () -> ann.call(() -> {
                    links.revoke(space.id(), revoked.id());
                    return true;
                }));
        assertProblem(Problem.NOT_FOUND, () -> shared.view(new SharedRequest("guess", null, null, null)));
        assertProblem(Problem.NOT_FOUND, () -> shared.view(new SharedRequest("x".repeat(10_000), null, null, null)));
    }

    @Test
    void aLinkWorksOnlyAsLongAsItsMakerMayShare() {
        var team = ann.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", null)));
        var bob = SERVICE.user("bob" + users++);
        member(team, bob, SpaceRole.EDITOR);
        var file = ann.done(team, SERVICE.file(team.root(), "a", "one"));
        var link = bob.call(() -> links.create(team.id(), new NewShareLink(file.id(), null, null)));
        assertWorks(link, true);

        member(team, bob, SpaceRole.VIEWER);
        assertWorks(link, false);
        member(team, bob, SpaceRole.MANAGER);
        assertWorks(link, true);
        ann.call(() -> {
            SERVICE.spaces.removeMember(team.id(), bob.caller.account());
            return true;
        });
        assertWorks(link, false);
        member(team, bob, SpaceRole.EDITOR);
        assertWorks(link, true);

        SERVICE.directory.enable(bob.caller, false);
        SERVICE.clock.advance(Duration.ofMinutes(1));
        assertWorks(link, false);
        SERVICE.directory.enable(bob.caller, true);
        SERVICE.clock.advance(Duration.ofMinutes(1));
        assertWorks(link, true);
    }

    private void member(Space team, Service.User user, SpaceRole role) {
        ann.call(() -> SERVICE.spaces.addMember(team.id(), new NewMember(user.caller.name(), role)));
    }

    /** Does what it does, and is listed as doing so. */
    private void assertWorks(ShareLink link, boolean works) {
        assertThat(ann.call(() -> links.links(link.space(), link.node())))
                .extracting(ShareLink::active)
                .containsExactly(works);
        if (works) {
            assertThat(shared.view(request(link, null, null)).node()).isNotNull();
            assertThat(shared.ticket(request(link, null, null)).url()).isNotNull();
        } else {
            assertProblem(Problem.NOT_FOUND, () -> shared.view(request(link, null, null)));
            assertProblem(Problem.NOT_FOUND, () -> shared.ticket(request(link, null, null)));
        }
    }

    @Test
    void theDatabaseKnowsNeitherTokenNorPassword() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        var link = create(file.id(), "password-in-clear", null);
        var token = Objects.requireNonNull(link.token());
        assertThat(link.url()).isEqualTo("/s/" + token);
        assertThat(token).hasSize(43);
        var row = JdbcClient.create(SERVICE.database)
                .sql("SELECT l::text FROM metadata.link l WHERE id = ?")
                .param(link.id().value())
                .query(String.class)
                .single();
        assertThat(row)
                .doesNotContain("password-in-clear")
                .doesNotContain(token)
                .doesNotContain(HexFormat.of().formatHex(token.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void malformedLinksAreRefused() {
        var file = ann.done(space, SERVICE.file(space.root(), "a", "one"));
        assertProblem(Problem.INVALID_REQUEST, () -> create(file.id(), "", null));
        assertProblem(Problem.INVALID_REQUEST, () -> create(file.id(), "x".repeat(1025), null));
        assertProblem(Problem.INVALID_REQUEST, () -> create(file.id(), "\ud800", null));
        assertProblem(Problem.NOT_FOUND, () -> create(SERVICE.nodeId(), null, null));
        for (var never : List.of(Instant.parse("+10000-01-01T00:00:00Z"), Instant.MAX)) {
            assertThatThrownBy(() -> create(file.id(), null, never))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem()).isEqualTo(Problem.INVALID_REQUEST);
                        assertThat(e.extensions()).containsEntry("field", "expires");
                    });
        }
    }

    private Node at(String path) {
        return ann.call(() -> SERVICE.nodes.byPath(space.id(), path)).node();
    }

    private ShareLink create(NodeId node, @Nullable String password, @Nullable Instant expires) {
        return ann.call(() -> links.create(space.id(), new NewShareLink(node, password, expires)));
    }

    private static SharedRequest request(ShareLink link, @Nullable String password, @Nullable NodeId node) {
        return new SharedRequest(Objects.requireNonNull(link.token()), password, node, null);
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
