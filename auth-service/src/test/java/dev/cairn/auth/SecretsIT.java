package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.server.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** App passwords and S3 keys, from their making to their end, and what the other services are told about them. */
class SecretsIT {
    private static final String APP_PASSWORDS = "/api/v1/account/app-passwords";
    private static final String S3_KEYS = "/api/v1/account/s3-keys";

    private static DataSource database;
    private static AuthServer server;
    private static DirectoryApi directory;
    private Http http;
    private String token = "";

    @BeforeAll
    static void start() {
        database = TestPostgres.newDatabase();
        server = AuthServer.start(database);
        directory = server.bean(DirectoryApi.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        http = new Http(server);
        token = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD).text("access_token");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void anAppPasswordSignsInAsBasicAndIsShownOnce() {
        var made = http.send("POST", APP_PASSWORDS, token, Map.of("name", "phone"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        var secret = made.text("secret");
        assertThat(secret).startsWith("cairn-").hasSize(38);
        assertThat(http.get(APP_PASSWORDS, token).body())
                .contains("phone")
                .doesNotContain(secret)
                .doesNotContain("lastUsed");

        assertThat(http.get("/api/v1/account", basic("Root", secret)).text("name"))
                .isEqualTo("root");
        assertThat(http.get(APP_PASSWORDS, token).body()).contains("lastUsed");
        assertThat(http.get("/api/v1/account", basic("root", secret + "x")).status())
                .isEqualTo(401);
        assertThat(http.get("/api/v1/account", basic("other", secret)).status()).isEqualTo(401);
        assertThat(http.get("/api/v1/account", basic("root", AuthServer.PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(http.get("/api/v1/account", "Basic !").status()).isEqualTo(401);
    }

    @Test
    void anAppPasswordNeverAdministers() {
        var secret = http.send("POST", APP_PASSWORDS, token, Map.of("name", "script"))
                .text("secret");
        assertThat(http.get("/api/v1/admin/accounts", basic("root", secret)).status())
                .isEqualTo(403);
        var device = http.signIn("root", secret);
        assertThat(device.status()).as(device.body()).isEqualTo(200);
        assertThat(http.get("/api/v1/admin/accounts", device.text("access_token"))
                        .status())
                .isEqualTo(403);
        var refreshed = http.refresh(device.text("refresh_token"));
        assertThat(http.get("/api/v1/admin/accounts", refreshed.text("access_token"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aProgramMakesAndEndsNoSecrets() {
        var made = http.send("POST", APP_PASSWORDS, token, Map.of("name", "lost phone"));
        var key = http.send("POST", S3_KEYS, token, Map.of("name", "backup")).text("accessKey");
        var other = http.signIn("root", AuthServer.PASSWORD).text("did");
        var signedIn = http.signIn("root", made.text("secret"));
        var change = Map.of("oldPassword", AuthServer.PASSWORD, "newPassword", "another good password");
        for (var delegated : java.util.List.of(
                basic("root", made.text("secret")),
                signedIn.text("access_token"),
                http.refresh(signedIn.text("refresh_token")).text("access_token"),
                directory.s3Credential(key).accessToken())) {
            assertThat(http.get("/api/v1/account", delegated).status()).isEqualTo(200);
            assertForbidden("POST", APP_PASSWORDS, delegated, Map.of("name", "more"));
            assertForbidden("POST", S3_KEYS, delegated, Map.of("name", "more"));
            assertForbidden("DELETE", APP_PASSWORDS + "/" + made.text("id"), delegated, null);
            assertForbidden("DELETE", S3_KEYS + "/" + key, delegated, null);
            assertForbidden("DELETE", "/api/v1/account/devices/" + other, delegated, null);
            assertForbidden("PUT", "/api/v1/account/password", delegated, change);
        }
        var own = "/api/v1/account/devices/" + signedIn.text("did");
        assertThat(http.send("DELETE", own, signedIn.text("access_token"), null).status())
                .isEqualTo(200);
    }

    private void assertForbidden(String method, String path, String credential, @Nullable Object body) {
        var reply = http.send(method, path, credential, body);
        assertThat(reply.status()).as(method + " " + path + reply.body()).isEqualTo(403);
    }

    @Test
    void withAnAppPasswordGoTheDevicesThatSignedInWithIt() {
        var made = http.send("POST", APP_PASSWORDS, token, Map.of("name", "nas"));
        var device = http.signIn("root", made.text("secret"));
        assertThat(http.get("/api/v1/account", basic("root", made.text("secret")))
                        .status())
                .isEqualTo(200);
        var path = APP_PASSWORDS + "/" + made.text("id");
        assertThat(http.send("DELETE", path, token, null).status()).isEqualTo(200);
        assertThat(http.send("DELETE", path, token, null).status()).isEqualTo(404);
        assertThat(http.refresh(device.text("refresh_token")).status()).isEqualTo(400);
        assertThat(http.signIn("root", made.text("secret")).status()).isEqualTo(400);
        // Others may go on with what they know for a minute, and no longer.
        server.clock().advance(Duration.ofSeconds(61));
        assertThat(http.get("/api/v1/account", basic("root", made.text("secret")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theDirectoryExchangesAnAppPassword() {
        var secret =
                http.send("POST", APP_PASSWORDS, token, Map.of("name", "dav")).text("secret");
        var credential = directory.basic(new BasicRequest("root", secret));
        var caller = JwtCallers.caller(server.bean(JwtDecoder.class).decode(credential.accessToken()));
        assertThat(caller.name()).isEqualTo("root");
        assertThat(caller.isAdmin()).isFalse();
        assertProblem(Problem.FORBIDDEN, () -> directory.basic(new BasicRequest("root", "cairn-" + "0".repeat(32))));
    }

    @Test
    void anS3KeyCanBeReadBackByTheGatewayOnly() {
        var made = http.send("POST", S3_KEYS, token, Map.of("name", "restic"));
        var accessKey = made.text("accessKey");
        assertThat(accessKey).matches("CAIRN[0-9A-Z]{15}");
        assertThat(made.text("secretKey")).hasSize(40);
        assertThat(http.get(S3_KEYS, token).body()).contains(accessKey).doesNotContain(made.text("secretKey"));

        var credential = directory.s3Credential(accessKey);
        assertThat(credential.secretKey()).isEqualTo(made.text("secretKey"));
        assertThat(credential.expires())
                .isBeforeOrEqualTo(server.clock().instant().plusSeconds(61));
        var caller = JwtCallers.caller(server.bean(JwtDecoder.class).decode(credential.accessToken()));
        assertThat(caller.account()).isEqualTo(credential.account());
        assertThat(http.get("/api/v1/account", credential.accessToken()).status())
                .isEqualTo(200);

        assertThat(http.send("DELETE", S3_KEYS + "/" + accessKey, token, null).status())
                .isEqualTo(200);
        assertProblem(Problem.NOT_FOUND, () -> directory.s3Credential(accessKey));
    }

    @Test
    void thePlainSecretsStandNowhereInTheDatabase() {
        var appPassword =
                http.send("POST", APP_PASSWORDS, token, Map.of("name", "dump")).text("secret");
        var s3Key = http.send("POST", S3_KEYS, token, Map.of("name", "dump")).text("secretKey");
        var refreshToken = http.signIn("root", AuthServer.PASSWORD).text("refresh_token");
        var jdbc = JdbcClient.create(database);
        var tables = jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'auth'")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(6);
        for (var table : tables) {
            var dump = jdbc.sql("SELECT coalesce(string_agg(t::text, ' '), '') FROM auth." + table + " t")
                    .query(String.class)
                    .single();
            // Binary columns are shown in hex.
            for (var secret : java.util.List.of(appPassword, s3Key, refreshToken, AuthServer.PASSWORD, "\"d\":")) {
                assertThat(dump)
                        .doesNotContain(secret)
                        .doesNotContain(java.util.HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void nobodyHasMoreThanFiftyOfAKind() {
        var admin = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD).text("access_token");
        http.send(
                "POST",
                "/api/v1/admin/accounts",
                admin,
                Map.of("name", "collector", "password", "a good password", "admin", false));
        var collector = http.signIn("collector", "a good password").text("access_token");
        for (var path : java.util.List.of(APP_PASSWORDS, S3_KEYS)) {
            for (int i = 0; i < 50; i++) {
                assertThat(http.send("POST", path, collector, Map.of("name", "n" + i))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(http.send("POST", path, collector, Map.of("name", "one more"))
                            .status())
                    .isEqualTo(409);
        }
        assertThat(http.send("POST", S3_KEYS, token, Map.of("name", " ")).text("field"))
                .isEqualTo("name");
    }

    @Test
    void theSecretsOfOthersCannotBeRevoked() {
        var admin = token;
        http.send(
                "POST",
                "/api/v1/admin/accounts",
                admin,
                Map.of("name", "eve", "password", "a good password", "admin", false));
        var eve = http.signIn("eve", "a good password").text("access_token");
        var device = http.signIn("root", AuthServer.PASSWORD);
        var app =
                http.send("POST", APP_PASSWORDS, token, Map.of("name", "mine")).text("id");
        var key = http.send("POST", S3_KEYS, token, Map.of("name", "mine")).text("accessKey");
        for (var path : java.util.List.of(
                APP_PASSWORDS + "/" + app,
                APP_PASSWORDS + "/no-uuid",
                S3_KEYS + "/" + key,
                "/api/v1/account/devices/" + device.text("did"))) {
            assertThat(http.send("DELETE", path, eve, null).status()).isEqualTo(404);
        }
        assertThat(http.refresh(device.text("refresh_token")).status()).isEqualTo(200);
        assertThat(directory.s3Credential(key).name()).isEqualTo("root");
    }

    @Test
    void theDirectoryKnowsAccounts() {
        var root = directory.byName("ROOT");
        assertThat(directory.byId(root.id())).isEqualTo(root);
        assertProblem(Problem.NOT_FOUND, () -> directory.byName("nobody"));
        assertProblem(Problem.NOT_FOUND, () -> directory.byId(new AccountId(UUID.randomUUID())));
    }

    @Test
    void theDirectoryAnswersServicesOnly() {
        var path = "/internal/v1/auth/accounts/by-name";
        assertThat(http.get(path + "?name=root", token).status()).isIn(401, 403, 404);
        var secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
        var signature = new ServiceSignature(secret, server.clock());
        assertThat(http.getWith(path + "?name=root", ServiceSignature.HEADER, signature.sign("GET", path))
                        .text("name"))
                .isEqualTo("root");
    }

    private static void assertProblem(Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
