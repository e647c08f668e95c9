package dev.cairn.sync.delta;

import static dev.cairn.sync.SyncServer.ANN;
import static dev.cairn.sync.SyncServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.sync.SyncServer;
import dev.cairn.testkit.time.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DeltaTest {
    private static final SyncServer SERVER =
            new SyncServer("--cairn.sync.delta.waiters-max=2", "--cairn.sync.delta.account-waiters-max=1");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @AfterAll
    static void stop() {
        SERVER.close();
        HTTP.close();
    }

    @Test
    void aCursorGivesWhatChangedSince() throws Exception {
        var reply = SERVER.makeFolder();

        var delta = JSON.readValue(get(ANN, "?cursor=" + reply.before()).get().body(), Delta.class);

        assertThat(delta.changes()).hasSize(1);
        assertThat(delta.cursor()).isEqualTo(reply.cursor());
        assertThat(get(ANN, "").get().body()).contains("\"reset\":true");
        assertThat(get(BOB, "").get().statusCode()).isEqualTo(404);
        assertThat(get(ANN, "?wait=56").get().statusCode()).isEqualTo(400);
        assertThat(get(ANN, "?limit=0").get().statusCode()).isEqualTo(400);
    }

    @Test
    void aWaitEndsWhenSomethingChanges() throws Exception {
        var cursor = SERVER.makeFolder().cursor();
        var waiting = get(ANN, "?wait=50&cursor=" + cursor);
        awaitOneThatWaits();
        assertThat(get(ANN, "?wait=1&cursor=" + cursor).get().statusCode()).isEqualTo(429);

        var reply = SERVER.makeFolder();

        var delta = JSON.readValue(waiting.get(10, TimeUnit.SECONDS).body(), Delta.class);
        assertThat(delta.cursor()).isEqualTo(reply.cursor());
        assertThat(delta.changes()).hasSize(1);
    }

    @Test
    void oneAccountLeavesPlacesForOthers() throws Exception {
        var personal = Callers.call(BOB, () -> SERVER.tree.space("personal"));
        var cursor = SERVER.makeFolder().cursor();
        var waiting = get(ANN, "?wait=50&cursor=" + cursor);
        awaitOneThatWaits();
        var refused = get(ANN, "?wait=1&cursor=" + cursor).get();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        var other = get(BOB, personal.id(), "?wait=1&cursor=" + personal.cursor());
        assertThat(other.get().statusCode()).isEqualTo(200);
        var places = SERVER.context.getBean(ChangeWaiters.class);
        try (var taken = places.on(personal.id(), BOB.account())) {
            assertThat(taken.await(Duration.ZERO)).isFalse();
            assertThatThrownBy(() ->
                            places.on(personal.id(), new AccountId(personal.id().value())))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_MANY_REQUESTS));
        }

        SERVER.makeFolder();
        assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aWaitEndsWithTheRightToRead() throws Exception {
        SERVER.tree.know(BOB);
        var team = Callers.call(ANN, () -> SERVER.tree.create(new NewSpace(SpaceKind.TEAM, "Team", null)));
        Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember(BOB.name(), SpaceRole.VIEWER)));
        var waiting = get(BOB, team.id(), "?wait=50&cursor=" + team.cursor());
        awaitOneThatWaits();

        Callers.run(ANN, () -> SERVER.tree.removeMember(team.id(), BOB.account()));

        assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
    }

    private static void awaitOneThatWaits() {
        Await.until(
                "one that waits",
                () -> SERVER.context.getBean(ChangeWaiters.class).size() > 0);
    }

    private static CompletableFuture<HttpResponse<String>> get(Caller caller, String query) {
        return get(caller, SERVER.space.id(), query);
    }

    private static CompletableFuture<HttpResponse<String>> get(Caller caller, SpaceId space, String query) {
        var request = HttpRequest.newBuilder(SERVER.uri("http", "/api/v1/spaces/" + space + "/delta" + query))
                .header("Authorization", "Bearer " + caller.token().value())
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
