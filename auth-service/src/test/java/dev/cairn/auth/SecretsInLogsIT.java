package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.cairn.testkit.server.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No password and no token reaches a log, even at the level people turn on to see what is wrong. */
class SecretsInLogsIT {
    @Test
    void noSecretIsLogged() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var seen = new ListAppender<ILoggingEvent>();
        var secrets = new ArrayList<>(List.of(AuthServer.PASSWORD, "a wrong password", "another password"));
        try (var server = AuthServer.start(
                        TestPostgres.newDatabase(),
                        Map.of(
                                "logging.level.dev.cairn",
                                "trace",
                                "logging.level.org.springframework.security",
                                "debug"));
                var http = new Http(server)) {
            seen.start();
            root.addAppender(seen);
            secrets.addAll(exercise(http));
            root.detachAppender(seen);
        } finally {
            ((Logger) LoggerFactory.getLogger("dev.cairn")).setLevel(Level.INFO);
            ((Logger) LoggerFactory.getLogger("org.springframework.security")).setLevel(Level.INFO);
        }
        // It did log: a refresh token that is used twice is told.
        assertThat(seen.list).anyMatch(event -> event.getFormattedMessage().contains("used twice"));
        for (var event : seen.list) {
            var text = event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            assertThat(secrets).noneSatisfy(secret -> assertThat(text).contains(secret));
        }
    }

    private static List<String> exercise(Http http) {
        var first = http.signIn(AuthServer.ADMIN, AuthServer.PASSWORD);
        var token = first.text("access_token");
        http.signIn(AuthServer.ADMIN, "a wrong password");
        var second = http.refresh(first.text("refresh_token"));
        http.refresh(first.text("refresh_token"));
        var app = http.send("POST", "/api/v1/account/app-passwords", token, Map.of("name", "x"));
        var key = http.send("POST", "/api/v1/account/s3-keys", token, Map.of("name", "x"));
        http.signIn(AuthServer.ADMIN, app.text("secret"));
        http.send("POST", "/api/v1/account/app-passwords", token, Map.of("wrong", app.text("secret")));
        http.send(
                "POST",
                "/api/v1/admin/accounts",
                token,
                Map.of("name", "\u0000", "password", "another password", "admin", false));
        http.send(
                "PUT",
                "/api/v1/account/password",
                token,
                Map.of("oldPassword", "a wrong password", "newPassword", "another password"));
        return List.of(
                token,
                first.text("refresh_token"),
                second.text("access_token"),
                second.text("refresh_token"),
                app.text("secret"),
                key.text("secretKey"));
    }
}
