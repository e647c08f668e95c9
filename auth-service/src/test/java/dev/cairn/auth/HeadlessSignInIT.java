package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;

/** Sign-in with name and password at the token endpoint, and the life of its refresh token. */
class HeadlessSignInIT {
    private static AuthServer server;
    private Http http;

    @BeforeAll
    static void start() {
        server = AuthServer.start(TestPostgres.newDatabase());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        http = new Http(server);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aNameAndAPasswordGiveTokensOfANewDevice() {
        var reply = http.signIn("ROOT", AuthServer.PASSWORD);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(reply.json().path("expires_in").asInt()).isBetween(590, 600);

        var token = server.bean(JwtDecoder.class).decode(reply.text("access_token"));
        var caller = JwtCallers.caller(token);
        assertThat(caller.name()).isEqualTo("root");
        assertThat(caller.isAdmin()).isTrue();
        assertThat(caller.device()).isEqualTo(DeviceId.of(reply.text("did")));

        var me = http.get("/api/v1/account", reply.text("access_token"));
        assertThat(me.status()).as(me.body()).isEqualTo(200);
        assertThat(me.text("id")).isEqualTo(token.getSubject());
        var devices = http.get("/api/v1/account/devices", reply.text("access_token"));
        assertThat(devices.body()).contains(reply.text("did")).contains("laptop");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreRefusedAlike() {
        var wrong = http.signIn("root", "not this one");
        var unknown = http.signIn("nobody", "not this one");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("error")).isEqualTo("invalid_grant");
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void aRefreshTokenRotates() {
        var first = http.signIn("root", AuthServer.PASSWORD);
        var second = http.refresh(first.text("refresh_token"));
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        var caller = JwtCallers.caller(server.bean(JwtDecoder.class).decode(second.text("access_token")));
        assertThat(caller.device()).isEqualTo(DeviceId.of(first.text("did")));
        assertThat(http.refresh(second.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheDevice() {
        var other = http.signIn("root", AuthServer.PASSWORD);
        var first = http.signIn("root", AuthServer.PASSWORD);
        var second = http.refresh(first.text("refresh_token"));
        var stolen = http.refresh(first.text("refresh_token"));
        assertThat(stolen.status()).isEqualTo(400);
        assertThat(stolen.text("error")).isEqualTo("invalid_grant");
        assertThat(http.refresh(second.text("refresh_token")).status()).isEqualTo(400);
        assertThat(http.get("/api/v1/account/devices", other.text("access_token"))
                        .body())
                .doesNotContain(first.text("did"))
                .contains(other.text("did"));
        assertThat(http.refresh(other.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void aDeviceSaysHowFarItIs() {
        var one = http.signIn("root", AuthServer.PASSWORD);
        var token = one.text("access_token");
        assertThat(device(token, one).path("report").isNull()).isTrue();
        assertThat(device(token, one).path("current").asBoolean()).isTrue();
        assertThat(report(token, "syncing", 7).status()).isLessThan(300);
        var behind = device(token, one).path("report");
        assertThat(behind.path("kind").asString()).isEqualTo("Linux");
        assertThat(behind.path("waiting").asInt()).isEqualTo(7);
        assertThat(behind.path("behindSince").isString()).isTrue();
        report(token, "paused", 0);
        assertThat(device(token, one).path("report").path("behindSince")).isEqualTo(behind.path("behindSince"));
        report(token, "in-sync", 0);
        assertThat(device(token, one).path("report").path("behindSince").isNull())
                .isTrue();
        for (var wrong : List.of("In Sync", "", "x".repeat(31))) {
            assertThat(report(token, wrong, 0).status()).isEqualTo(400);
        }
        assertThat(report(token, "syncing", -1).status()).isEqualTo(400);
    }

    private Http.Reply report(String token, String state, int waiting) {
        return http.send(
                "PUT",
                "/api/v1/account/device",
                token,
                Map.of("kind", "Linux", "version", "0.1.0", "state", state, "waiting", waiting));
    }

    @Test
    void aDeviceThatIsToBeWipedGetsNoTokensAndSaysWhenItIs() {
        var owner = http.signIn("root", AuthServer.PASSWORD);
        var stolen = http.signIn("root", AuthServer.PASSWORD);
        var token = owner.text("access_token");
        var device = "/api/v1/account/devices/" + stolen.text("did");
        assertThat(http.send("PUT", device + "/name", token, Map.of("name", " the old one "))
                        .text("name"))
                .isEqualTo("the old one");
        assertThat(http.send("PUT", device + "/name", token, Map.of("name", " "))
                        .status())
                .isEqualTo(400);

        var wrong = http.send("POST", device + "/wipe", token, order("wrong", true));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(http.send("POST", device + "/wipe", token, Map.of("unsentToo", true))
                        .status())
                .isEqualTo(400);
        var stranger = "/api/v1/account/devices/" + UUID.randomUUID() + "/wipe";
        assertThat(http.send("POST", stranger, token, order(AuthServer.PASSWORD, true))
                        .status())
                .isEqualTo(404);
        assertThat(wipe(token, stolen).isNull()).isTrue();

        var asked = http.send("POST", device + "/wipe", token, order(AuthServer.PASSWORD, false));
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        assertThat(asked.json().path("wipe").path("asked").asString()).isNotEmpty();
        assertThat(asked.json().path("wipe").path("heard").isNull()).isTrue();
        var first = http.refresh(stolen.text("refresh_token"), "attempt-0");
        assertThat(first.status()).isEqualTo(400);
        assertThat(first.text("error")).isEqualTo("wipe_sent");
        assertThat(first.body()).doesNotContain("token");
        var again = http.send("POST", device + "/wipe", token, order(AuthServer.PASSWORD, true));
        assertThat(again.json().path("wipe").path("asked"))
                .isEqualTo(asked.json().path("wipe").path("asked"));
        assertThat(again.json().path("wipe").path("heard").isString()).isTrue();
        // It did the smaller thing, and hears of the greater one.
        assertThat(http.wiped(stolen.text("refresh_token"), "sent 3").text("error"))
                .isEqualTo("wipe_everything");
        assertThat(wipe(token, stolen).path("done").isNull()).isTrue();
        assertThat(http.send("DELETE", device, stolen.text("access_token"), null)
                        .status())
                .isEqualTo(403);
        assertThat(http.wiped(stolen.text("refresh_token"), "everything 1").text("error"))
                .isEqualTo("wipe_everything");
        assertThat(http.wiped(stolen.text("refresh_token"), "everything 0").text("error"))
                .isEqualTo("invalid_grant");
        assertThat(http.refresh(stolen.text("refresh_token"), "attempt-1").text("error"))
                .isEqualTo("invalid_grant");
        assertThat(wipe(token, stolen).path("done").isString()).isTrue();
        assertThat(wipe(token, stolen).path("left").asInt()).isEqualTo(1);
        assertThat(wipe(token, owner).isNull()).isTrue();
        // Of those that are not to be wiped nothing has changed, and saying so does not make it so.
        assertThat(http.wiped(owner.text("refresh_token"), "everything 0").status())
                .isEqualTo(200);
        assertThat(http.send("DELETE", device, token, null).status()).isLessThan(300);
        assertThat(http.get("/api/v1/account/devices", token).body()).doesNotContain(stolen.text("did"));
    }

    @Test
    void anOrderOutlivesThePasswordAndAnAdministratorGivesIt() {
        var root = http.signIn("root", AuthServer.PASSWORD).text("access_token");
        var made = http.send(
                "POST",
                "/api/v1/admin/accounts",
                root,
                Map.of("name", "leaver", "password", AuthServer.PASSWORD, "admin", false));
        assertThat(made.status()).as(made.body()).isLessThan(300);
        var leaver = http.signIn("leaver", AuthServer.PASSWORD);
        var devices = "/api/v1/admin/accounts/leaver/devices";
        var one = devices + "/" + leaver.text("did") + "/wipe";
        assertThat(http.get(devices, leaver.text("access_token")).status()).isEqualTo(403);
        assertThat(http.send("POST", one, leaver.text("access_token"), order(AuthServer.PASSWORD, false))
                        .status())
                .isEqualTo(403);
        assertThat(http.get(devices, root).body()).contains(leaver.text("did"));
        assertThat(http.send("POST", one, root, order("wrong", false)).status()).isEqualTo(403);
        assertThat(http.send("POST", one, root, order(AuthServer.PASSWORD, false))
                        .status())
                .isEqualTo(200);
        assertThat(http.send("PATCH", "/api/v1/admin/accounts/leaver", root, Map.of("enabled", false))
                        .status())
                .isEqualTo(200);
        assertThat(http.refresh(leaver.text("refresh_token"), "later").text("error"))
                .isEqualTo("wipe_sent");
        assertThat(http.wiped(leaver.text("refresh_token"), "sent 0").text("error"))
                .isEqualTo("wipe_sent");
        assertThat(http.get(devices, root)
                        .json()
                        .get(0)
                        .path("wipe")
                        .path("done")
                        .isString())
                .isTrue();
    }

    private static Map<String, Object> order(String password, boolean unsentToo) {
        return Map.of("password", password, "unsentToo", unsentToo);
    }

    private JsonNode wipe(String token, Http.Reply signIn) {
        return device(token, signIn).path("wipe");
    }

    private JsonNode device(String token, Http.Reply signIn) {
        for (var device : http.get("/api/v1/account/devices", token).json()) {
            if (device.path("id").asString().equals(signIn.text("did"))) {
                return device;
            }
        }
        throw new AssertionError("the device is not in the list");
    }

    @Test
    void theSameAttemptMayBeRepeatedUntilItsAnswerWasUsed() {
        var first = http.signIn("root", AuthServer.PASSWORD);
        var lost = http.refresh(first.text("refresh_token"), "attempt-1");
        assertThat(lost.status()).isEqualTo(200);
        // The client was killed before it stored the answer.
        var again = http.refresh(first.text("refresh_token"), "attempt-1");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(http.refresh(again.text("refresh_token"), "attempt-2").status())
                .isEqualTo(200);
        // It has the answer, so this is somebody else.
        assertThat(http.refresh(first.text("refresh_token"), "attempt-1").status())
                .isEqualTo(400);
    }

    @Test
    void anAnswerThatSomebodyElseProvokedTogetherWithARepeatedAttemptEndsTheDevice() {
        var first = http.signIn("root", AuthServer.PASSWORD);
        var answer = http.refresh(first.text("refresh_token"), "attempt-1");
        var thief = http.refresh(first.text("refresh_token"), "attempt-1");
        assertThat(http.refresh(answer.text("refresh_token"), "attempt-2").status())
                .isEqualTo(400);
        assertThat(http.refresh(thief.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void aRefreshTokenIsExchangedOnceHoweverManyAskAtOnce() throws Exception {
        var first = http.signIn("root", AuthServer.PASSWORD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Http.Reply>>();
            for (int i = 0; i < 8; i++) {
                replies.add(threads.submit(() -> http.refresh(first.text("refresh_token"))));
            }
            int good = 0;
            for (var reply : replies) {
                int status = reply.get().status();
                assertThat(status).isIn(200, 400);
                good += status == 200 ? 1 : 0;
            }
            assertThat(good).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatIsRevokedWhileItRefreshesIsRevoked() throws Exception {
        var owner = http.signIn("root", AuthServer.PASSWORD).text("access_token");
        for (int round = 0; round < 12; round++) {
            var device = http.signIn("root", AuthServer.PASSWORD);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = threads.submit(() -> http.refresh(device.text("refresh_token"), "a"));
                var second = threads.submit(() -> http.refresh(device.text("refresh_token"), "a"));
                var revoked = threads.submit(
                        () -> http.send("DELETE", "/api/v1/account/devices/" + device.text("did"), owner, null));
                // Not found when the two exchanges have ended it before.
                assertThat(revoked.get().status()).isIn(200, 404);
                for (var reply : List.of(first.get(), second.get())) {
                    assertThat(reply.status()).as(reply.body()).isIn(200, 400);
                    assertThat(reply.status() == 200
                                    && http.refresh(reply.text("refresh_token")).status() == 200)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aRefreshTokenEndsAfterThirtyDays() {
        var reply = http.signIn("root", AuthServer.PASSWORD);
        server.clock().advance(Duration.ofDays(31));
        assertThat(http.get("/api/v1/account", reply.text("access_token")).status())
                .isEqualTo(401);
        assertThat(http.refresh(reply.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void aRevokedDeviceCannotRefresh() {
        var kept = http.signIn("root", AuthServer.PASSWORD);
        var revoked = http.signIn("root", AuthServer.PASSWORD);
        var path = "/api/v1/account/devices/" + revoked.text("did");
        assertThat(http.send("DELETE", path, kept.text("access_token"), null).status())
                .isEqualTo(200);
        assertThat(http.refresh(revoked.text("refresh_token")).status()).isEqualTo(400);
        assertThat(http.send("DELETE", path, kept.text("access_token"), null).status())
                .isEqualTo(404);
    }

    @Test
    void aClientMayRevokeItsOwnRefreshToken() {
        var reply = http.signIn("root", AuthServer.PASSWORD);
        var revoked =
                http.form("/oauth2/revoke", Map.of("client_id", "cairn-desktop", "token", reply.text("refresh_token")));
        assertThat(revoked.status()).as(revoked.body()).isEqualTo(200);
        assertThat(http.refresh(reply.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void credentialsInTheAddressAreRefused() {
        var reply = http.form(
                "/oauth2/token?username=root&password=" + AuthServer.PASSWORD.replace(' ', '+'),
                Map.of("grant_type", "urn:cairn:oauth:grant-type:password", "client_id", "cairn-desktop"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_request");
    }

    @Test
    void aClientWithASecretCannotDoWithout() {
        var reply = http.form(
                "/oauth2/token",
                Map.of(
                        "grant_type", "urn:cairn:oauth:grant-type:password",
                        "client_id", "cairn-web",
                        "username", "root",
                        "password", AuthServer.PASSWORD));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void theKeysAreTold() {
        var keys = http.get("/oauth2/jwks", null);
        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.json().path("keys")).hasSize(1);
        assertThat(keys.body()).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void whatIsDiscoveredIsWhereItWasFound(String document) {
        for (var host : List.of("localhost", "127.0.0.1")) {
            var origin = "http://" + host + ":" + server.port();
            var discovery = http.getAt(host, document);
            assertThat(discovery.text("issuer")).isEqualTo(origin);
            assertThat(discovery.text("token_endpoint")).isEqualTo(origin + "/oauth2/token");
            assertThat(discovery.text("jwks_uri")).isEqualTo(origin + "/oauth2/jwks");
            assertThat(discovery.body())
                    .contains("urn:cairn:oauth:grant-type:password")
                    .doesNotContain("localhost:9347");
            var keys = http.getAt(host, discovery.text("jwks_uri").substring(origin.length()));
            assertThat(keys.json().path("keys")).isNotEmpty();
        }
    }
}
