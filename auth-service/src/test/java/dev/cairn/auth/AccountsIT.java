package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators and people do with accounts, and who may not. */
class AccountsIT {
    private static final String ACCOUNTS = "/api/v1/admin/accounts";

    private static AuthServer server;
    private static int names;
    private Http http;
    private String admin = "";

    @BeforeAll
    static void start() {
        server = AuthServer.start(
                TestPostgres.newDatabase(),
                Map.of("cairn.auth.password.failures-per-name", 3, "cairn.auth.password.failures-per-address", 30));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        http = new Http(server);
        admin = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD).text("access_token");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void anAdministratorMakesAnAccountThatCanSignIn() {
        var reply = http.send(
                "POST",
                ACCOUNTS,
                admin,
                Map.of(
                        "name", "Zoë.Müller",
                        "password", "a good password",
                        "displayName", "Zoë Müller",
                        "email", "zoe@example.org",
                        "admin", false));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("password");
        var token = http.signIn("zoë.müller", "a good password").text("access_token");
        assertThat(http.get("/api/v1/account", token).text("displayName")).isEqualTo("Zoë Müller");
        assertThat(http.get(ACCOUNTS, admin).body()).contains("Zoë.Müller").contains("root");
        assertThat(http.get(ACCOUNTS + "?after=Zo%C3%AB.M%C3%BCller", admin).body())
                .doesNotContain("root");
        var twin = http.send(
                "POST", ACCOUNTS, admin, Map.of("name", "ZOË.MÜLLER", "password", "a good password", "admin", false));
        assertThat(twin.status()).isEqualTo(409);
    }

    @Test
    void onlyAdministratorsAdminister() {
        var name = account("password of nobody");
        var token = http.signIn(name, "password of nobody").text("access_token");
        assertThat(http.get(ACCOUNTS, token).status()).isEqualTo(403);
        assertThat(http.get(ACCOUNTS + "/root", token).status()).isEqualTo(403);
        assertThat(http.send("PATCH", ACCOUNTS + "/" + name, token, Map.of("admin", true))
                        .status())
                .isEqualTo(403);
        assertThat(http.send("POST", ACCOUNTS, token, Map.of("name", "x", "password", "a good password", "admin", true))
                        .status())
                .isEqualTo(403);
        assertThat(http.get(ACCOUNTS, null).status()).isEqualTo(401);
        assertThat(http.get(ACCOUNTS + "/nobody-of-that-name", admin).status()).isEqualTo(404);
    }

    @Test
    void anAdministratorWhoIsNoneAnyMoreCannotGoOnWithAnOldToken() {
        var name = account("a good password");
        http.send("PATCH", ACCOUNTS + "/" + name, admin, Map.of("admin", true));
        var token = http.signIn(name, "a good password").text("access_token");
        assertThat(http.get(ACCOUNTS, token).status()).isEqualTo(200);
        http.send("PATCH", ACCOUNTS + "/" + name, admin, Map.of("admin", false));
        assertThat(http.get(ACCOUNTS, token).status()).isEqualTo(403);
    }

    @Test
    void aDisabledAccountCannotSignInNorRefreshNorGoOnHere() {
        var name = account("a good password");
        var signedIn = http.signIn(name, "a good password");
        var changed = http.send("PATCH", ACCOUNTS + "/" + name, admin, Map.of("enabled", false));
        assertThat(changed.json().path("enabled").asBoolean(true)).isFalse();
        assertThat(http.refresh(signedIn.text("refresh_token")).status()).isEqualTo(400);
        assertThat(http.signIn(name, "a good password").text("error")).isEqualTo("invalid_grant");
        assertThat(http.get("/api/v1/account", signedIn.text("access_token")).status())
                .isEqualTo(401);
        http.send("PATCH", ACCOUNTS + "/" + name, admin, Map.of("enabled", true));
        assertThat(http.signIn(name, "a good password").status()).isEqualTo(200);
        // The old device stays out.
        assertThat(http.refresh(signedIn.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void theLastAdministratorStays() {
        for (var change : java.util.List.of(Map.of("admin", false), Map.of("enabled", false))) {
            assertThat(http.send("PATCH", ACCOUNTS + "/root", admin, change).status())
                    .isEqualTo(409);
        }
        assertThat(http.signIn("root", AuthServer.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aPersonChangesThePasswordAndTheOtherDevicesAreOut() {
        var name = account("the old password");
        var other = http.signIn(name, "the old password");
        var mine = http.signIn(name, "the old password");
        var wrong = Map.of("oldPassword", "not the old one", "newPassword", "the new password");
        assertThat(http.send("PUT", "/api/v1/account/password", mine.text("access_token"), wrong)
                        .status())
                .isEqualTo(403);
        var right = Map.of("oldPassword", "the old password", "newPassword", "the new password");
        assertThat(http.send("PUT", "/api/v1/account/password", mine.text("access_token"), right)
                        .status())
                .isEqualTo(200);
        assertThat(http.refresh(other.text("refresh_token")).status()).isEqualTo(400);
        assertThat(http.refresh(mine.text("refresh_token")).status()).isEqualTo(200);
        assertThat(http.signIn(name, "the old password").status()).isEqualTo(400);
        assertThat(http.signIn(name, "the new password").status()).isEqualTo(200);
    }

    @Test
    void theOldPasswordCannotBeGuessedEither() throws Exception {
        var name = account("a good password");
        var signedIn = http.signIn(name, "a good password").text("access_token");
        var path = "/api/v1/account/password";
        var wrong = Map.of("oldPassword", "wrong password", "newPassword", "the new password");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Http.Reply>>();
            for (int i = 0; i < 24; i++) {
                replies.add(threads.submit(() -> http.send("PUT", path, signedIn, wrong)));
            }
            int checked = 0;
            for (var reply : replies) {
                int status = reply.get().status();
                assertThat(status).isIn(403, 429);
                checked += status == 403 ? 1 : 0;
            }
            assertThat(checked).isBetween(1, 3);
        }
        for (int i = 0; i < 3; i++) {
            http.send("PUT", path, signedIn, wrong);
        }
        var right = Map.of("oldPassword", "a good password", "newPassword", "the new password");
        assertThat(http.send("PUT", path, signedIn, right).status()).isEqualTo(429);
        server.clock().advance(Duration.ofMinutes(6));
        assertThat(http.send("PUT", path, signedIn, right).status()).isEqualTo(200);
    }

    @Test
    void longPasswordsCountToTheLastCharacter() {
        var name = account("x".repeat(500) + "a");
        assertThat(http.signIn(name, "x".repeat(500) + "b").status()).isEqualTo(400);
        assertThat(http.signIn(name, "x".repeat(500) + "a").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a b", "a/b", "a\u0000", "-a", "@", "<b>", "a\u202eb"})
    void awkwardNamesAreRefused(String name) {
        assertRefused("name", Map.of("name", name, "password", "a good password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00", "%00"})
    void whatTheDatabaseCannotHoldIsNobodysName(String encoded) {
        assertThat(http.get(ACCOUNTS + "/" + encoded, admin).status()).isIn(400, 404);
        assertThat(http.send("PATCH", ACCOUNTS + "/" + encoded, admin, Map.of("enabled", true))
                        .status())
                .isIn(400, 404);
        var page = http.get(ACCOUNTS + "?after=" + encoded, admin);
        assertThat(page.status()).as(page.body()).isEqualTo(400);
        assertThat(page.text("field")).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root\u0000", "\u0000"})
    void whatTheDatabaseCannotHoldDoesNotSignIn(String name) {
        assertThat(http.signIn(name, AuthServer.PASSWORD).status()).isEqualTo(400);
        var directory = server.bean(DirectoryApi.class);
        for (var unknown : List.of(name, "root\ud800", "\udc00root")) {
            assertThatThrownBy(() -> directory.byName(unknown))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
        }
        assertThatThrownBy(() -> directory.s3Credential(name))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
    }

    @Test
    void whoIsNotSaidToBeAnAdministratorIsNone() {
        var made = http.send("POST", ACCOUNTS, admin, Map.of("name", "plain", "password", "a good password"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.json().path("admin").asBoolean(true)).isFalse();
    }

    @Test
    void badFieldsAreNamed() {
        assertRefused("name", Map.of("name", "a".repeat(65), "password", "a good password"));
        assertRefused("name", Map.of("password", "a good password"));
        assertRefused("password", Map.of("name", "valid", "password", "short"));
        assertRefused("password", Map.of("name", "valid", "password", "x".repeat(1025)));
        assertRefused("password", Map.of("name", "valid"));
        assertRefused(
                "email", Map.of("name", "valid", "password", "a good password", "email", "a@b\r\nBcc: everybody@x"));
        assertRefused("displayName", Map.of("name", "valid", "password", "a good password", "displayName", "\n"));
    }

    @Test
    void afterTooManyWrongPasswordsNothingIsCheckedUntilTimeHasPassed() {
        var name = account("a good password");
        var device = http.signIn(name, "a good password");
        for (int i = 0; i < 3; i++) {
            assertThat(http.signIn(name, "wrong password").status()).isEqualTo(400);
        }
        var refused = http.signIn(name, "a good password");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        // Others, and devices that are signed in, do not notice.
        assertThat(http.signIn("root", AuthServer.PASSWORD).status()).isEqualTo(200);
        assertThat(http.refresh(device.text("refresh_token")).status()).isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(6));
        assertThat(http.signIn(name, "a good password").status()).isEqualTo(200);
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanManyOneByOne() throws Exception {
        var name = account("a good password");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Http.Reply>>();
            for (int i = 0; i < 24; i++) {
                replies.add(threads.submit(() -> http.signIn(name, "wrong password")));
            }
            int checked = 0;
            for (var reply : replies) {
                checked += reply.get().status() == 400 ? 1 : 0;
            }
            // Three may fail, and one more per turn may be under way when the third does.
            assertThat(checked).isBetween(3, 3 + 4);
        }
        server.clock().advance(Duration.ofMinutes(6));
    }

    @Test
    void thereIsOneFirstAdministrator() {
        var bootstrap = server.bean(AdminBootstrap.class);
        assertThat(bootstrap.hasAdministrator()).isTrue();
        assertThat(bootstrap.ensureAdministrator("second", "another password")).isFalse();
        assertThat(http.get(ACCOUNTS + "/second", admin).status()).isEqualTo(404);
    }

    private void assertRefused(String field, Map<String, Object> account) {
        var body = new HashMap<>(account);
        body.put("admin", false);
        var reply = http.send("POST", ACCOUNTS, admin, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.text("field")).isEqualTo(field);
    }

    private String account(String password) {
        names++;
        var name = "person" + names;
        var reply = http.send("POST", ACCOUNTS, admin, Map.of("name", name, "password", password, "admin", false));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return name;
    }
}
