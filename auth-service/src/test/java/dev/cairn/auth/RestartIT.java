package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.auth.token.SigningKeys;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What outlives the process: keys, refresh tokens, and the tokens signed before a rotation. */
class RestartIT {
    @Test
    void keysAndRefreshTokensOutliveARestart() {
        var database = TestPostgres.newDatabase();
        String keys;
        Http.Reply signedIn;
        try (var server = AuthServer.start(database);
                var http = new Http(server)) {
            keys = http.get("/oauth2/jwks", null).body();
            signedIn = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD);
        }
        try (var server = AuthServer.start(database);
                var http = new Http(server)) {
            assertThat(http.get("/oauth2/jwks", null).body()).isEqualTo(keys);
            assertThat(http.get("/api/v1/account", signedIn.text("access_token"))
                            .status())
                    .isEqualTo(200);
            var refreshed = http.refresh(signedIn.text("refresh_token"));
            assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        }
    }

    @Test
    void aNewKeyIsToldBeforeItSignsAndTheOldOneStaysUntilItsTokensHaveExpired() {
        var hour = Map.<String, Object>of("cairn.auth.access-token-lifetime", "1h");
        try (var server = AuthServer.start(TestPostgres.newDatabase(), hour);
                var http = new Http(server)) {
            var before = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD);
            var keys = server.bean(SigningKeys.class);
            keys.rotate();
            assertThat(http.get("/oauth2/jwks", null).json().path("keys")).hasSize(2);
            assertThat(keyOf(http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD)))
                    .isEqualTo(keyOf(before));

            server.clock().advance(Duration.ofMinutes(6));
            var after = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD);
            assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
            for (var reply : java.util.List.of(before, after)) {
                assertThat(http.get("/api/v1/account", reply.text("access_token"))
                                .status())
                        .isEqualTo(200);
            }

            server.clock().advance(Duration.ofDays(2));
            keys.maintain();
            assertThat(http.get("/oauth2/jwks", null).json().path("keys")).hasSize(1);
            var refreshed = http.refresh(after.text("refresh_token"));
            assertThat(http.get("/api/v1/account", refreshed.text("access_token"))
                            .status())
                    .isEqualTo(200);

            server.clock().advance(Duration.ofDays(91));
            keys.maintain();
            assertThat(http.get("/oauth2/jwks", null).json().path("keys")).hasSize(2);
        }
    }

    private static String keyOf(Http.Reply reply) {
        var header = reply.text("access_token").split("\\.")[0];
        return new String(java.util.Base64.getUrlDecoder().decode(header), java.nio.charset.StandardCharsets.UTF_8);
    }
}
