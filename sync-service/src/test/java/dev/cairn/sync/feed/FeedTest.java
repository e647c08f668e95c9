package dev.cairn.sync.feed;

import static dev.cairn.sync.SyncServer.ANN;
import static dev.cairn.sync.SyncServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.sync.ClientMessage;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.sync.SyncServer;
import dev.cairn.testkit.fake.FakeTokens;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final SyncServer SERVER = new SyncServer();
    private static final String ANNS_TOKEN = ANN.token().value();

    private final SpaceId space = SERVER.space.id();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aFollowerIsPushedEveryCommitOnce() throws Exception {
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.follow(space, null);
            var start = device.hear(ServerMessage.Subscribed.class).cursor();

            var first = SERVER.makeFolder();
            var second = SERVER.makeFolder();

            var one = device.hear(ServerMessage.Pushed.class);
            var two = device.hear(ServerMessage.Pushed.class);
            assertThat(one.from()).isEqualTo(start).isEqualTo(first.before());
            assertThat(one.delta().cursor()).isEqualTo(first.cursor());
            assertThat(one.delta().changes()).hasSize(1);
            assertThat(two.from()).isEqualTo(first.cursor());
            assertThat(two.delta().cursor()).isEqualTo(second.cursor());
            assertThat(device.heardNothing()).isTrue();
        }
    }

    @Test
    void oneAccountLeavesPlacesForOthers() throws Exception {
        try (var server = new SyncServer("--cairn.sync.feed.account-connections-max=1");
                var first = new Device(server, ANNS_TOKEN);
                var second = new Device(server, ANNS_TOKEN);
                var other = new Device(server, BOB.token().value())) {
            assertThat(second.closeCode()).isEqualTo(Connection.TOO_MANY.getCode());
            first.follow(server.space.id(), null);
            assertThat(first.hear(ServerMessage.Subscribed.class).cursor()).isNotEmpty();
            assertThat(other.closed).isNotDone();
        }
    }

    @Test
    void whoMissedALittleIsToldAtOnceAndWhoMissedMuchPulls() throws Exception {
        var little = SERVER.makeFolder();
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.follow(space, little.before());
            assertThat(device.hear(ServerMessage.Subscribed.class).cursor()).isEqualTo(little.before());
            assertThat(device.hear(ServerMessage.Pushed.class).delta().cursor()).isEqualTo(little.cursor());

            device.follow(space, "not a cursor");
            device.hear(ServerMessage.Subscribed.class);
            device.hear(ServerMessage.Behind.class);

            var big = SERVER.makeFolders(space, SERVER.space.root(), Event.CHANGES_MAX + 1);
            device.hear(ServerMessage.Behind.class);
            var next = SERVER.makeFolder();
            assertThat(device.hear(ServerMessage.Pushed.class).from())
                    .isEqualTo(big.cursor())
                    .isEqualTo(next.before());
        }
    }

    @Test
    void anEventThatWasMissedMakesTheDevicePull() throws Exception {
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.follow(space, null);
            device.hear(ServerMessage.Subscribed.class);
            SERVER.deaf(true);
            SERVER.makeFolder();
            SERVER.deaf(false);

            SERVER.makeFolder();

            device.hear(ServerMessage.Behind.class);
            SERVER.context.getBean(Followers.class).onEventsLost();
            device.hear(ServerMessage.Behind.class);
            SERVER.makeFolder();
            device.hear(ServerMessage.Pushed.class);
        }
    }

    @Test
    void followingEndsWithTheRightToRead() throws Exception {
        var team = team("ending");
        try (var device = new Device(SERVER, BOB.token().value())) {
            device.follow(space, null);
            assertThat(device.hear(ServerMessage.Ended.class).problem()).isEqualTo(Problem.NOT_FOUND);
            device.follow(team.id(), null);
            device.hear(ServerMessage.Subscribed.class);

            Callers.run(ANN, () -> SERVER.tree.removeMember(team.id(), BOB.account()));
            assertThat(device.hear(ServerMessage.Ended.class).space()).isEqualTo(team.id());
            SERVER.makeFolders(team.id(), team.root(), 1);

            device.follow(new SpaceId(new UUID(9, 9)), null);
            assertThat(device.hear(ServerMessage.Ended.class).space()).isNotEqualTo(team.id());
        }
    }

    @Test
    void whoMayOnlyAddIsToldNothing() throws Exception {
        var team = team("adding");
        try (var device = new Device(SERVER, BOB.token().value())) {
            device.follow(team.id(), null);
            device.hear(ServerMessage.Subscribed.class);

            Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember("bob", SpaceRole.UPLOADER)));
            assertThat(device.hear(ServerMessage.Ended.class).problem()).isEqualTo(Problem.FORBIDDEN);

            device.follow(team.id(), null);
            assertThat(device.hear(ServerMessage.Ended.class).problem()).isEqualTo(Problem.FORBIDDEN);
        }
    }

    @Test
    void nothingIsSaidAfterUnsubscribing() throws Exception {
        var team = team("leaving");
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.follow(team.id(), null);
            device.hear(ServerMessage.Subscribed.class);
            device.say(new ClientMessage.Unsubscribe(team.id()));
            device.follow(space, null);
            device.hear(ServerMessage.Subscribed.class);
            SERVER.makeFolders(team.id(), team.root(), 1);
            SERVER.makeFolder();

            assertThat(device.hear(ServerMessage.Pushed.class).delta().space()).isEqualTo(space);
        }
    }

    @Test
    void strangersDoNotConnect() {
        assertThatThrownBy(() -> new Device(SERVER, "nonsense"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void anExpiredTokenClosesTheConnectionWithItsOwnCode() throws Exception {
        var token = FakeTokens.until("ann", SERVER.clock.instant().plusSeconds(5));
        try (var device = new Device(SERVER, token)) {
            device.follow(space, null);
            device.hear(ServerMessage.Subscribed.class);
            SERVER.pass(Duration.ofSeconds(6));

            assertThat(device.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aConnectionIsAskedWhetherItLives() throws Exception {
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.follow(space, null);
            device.hear(ServerMessage.Subscribed.class);
            SERVER.pass(Duration.ofSeconds(31));

            assertThat(device.pings.poll(10, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void badAndOversizedMessagesCloseTheConnection() throws Exception {
        for (var text : new String[] {"{", "{\"type\":\"nonsense\"}", "null", "[]"}) {
            try (var device = new Device(SERVER, ANNS_TOKEN)) {
                device.sayText(text);
                assertThat(device.closeCode()).as(text).isEqualTo(4400);
            }
        }
        try (var device = new Device(SERVER, ANNS_TOKEN)) {
            device.sayText("x".repeat(Connection.MESSAGE_CHARS_MAX + 1));
            assertThat(device.closeCode()).isEqualTo(1009);
        }
    }

    private static Space team(String name) {
        SERVER.tree.know(BOB);
        var team = Callers.call(ANN, () -> SERVER.tree.create(new NewSpace(SpaceKind.TEAM, name, null)));
        Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember("bob", SpaceRole.VIEWER)));
        return team;
    }
}
