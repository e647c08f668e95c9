package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.AccessTokenDecoders;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.server.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The service as a process of its own, and how the other processes verify its tokens. */
class AuthApplicationIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final DataSource database = TestPostgres.newDatabase();

    @Test
    void theProcessMakesItsFirstAdministratorAndOthersVerifyItsTokensByItsKeys() throws IOException {
        try (var context = start()) {
            assertThat(context.getBean(AdminBootstrap.class).hasAdministrator()).isTrue();
            var server = AuthServer.of(context);
            try (var http = new Http(server)) {
                var token = http.signIn("root", AuthServer.PASSWORD).text("access_token");
                var elsewhere = AccessTokenDecoders.remote(
                        server.uri("/oauth2/jwks"), "http://localhost:9347", InstantSource.system());
                assertThat(JwtCallers.caller(elsewhere.decode(token)).name()).isEqualTo("root");
            }
        }
    }

    @Test
    void processesCountWrongPasswordsTogetherAndSignInGoesOnWithoutRedis() throws IOException {
        try (var redis = TestRedis.start(directory.resolve("redis"));
                var first =
                        start("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port());
                var second =
                        start("--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port());
                var one = new Http(AuthServer.of(first));
                var other = new Http(AuthServer.of(second))) {
            for (int i = 0; i < 10; i++) {
                assertThat((i % 2 == 0 ? one : other)
                                .signIn("root", "wrong password")
                                .status())
                        .isEqualTo(400);
            }
            assertThat(one.signIn("root", AuthServer.PASSWORD).status()).isEqualTo(429);
            assertThat(other.signIn("root", AuthServer.PASSWORD).status()).isEqualTo(429);

            redis.stop();
            assertThat(one.signIn("root", AuthServer.PASSWORD).status())
                    .as("counted by the process alone")
                    .isEqualTo(200);
            assertThat(one.signIn("root", "wrong password").status()).isEqualTo(400);
        }
    }

    private ServletWebServerApplicationContext start(String... properties) throws IOException {
        var secret = Files.writeString(
                directory.resolve("cluster-secret"),
                HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]) + "\n");
        var arguments = new ArrayList<>(List.of(properties));
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--cairn.cluster-secret-file=" + secret,
                "--cairn.admin-user=root",
                "--cairn.admin-password=" + AuthServer.PASSWORD,
                "--cairn.auth.password.cost=4",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn"));
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(AuthApplication.class)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(DataSource.class, () -> new DelegatingDataSource(database)))
                .run(arguments.toArray(String[]::new));
    }
}
