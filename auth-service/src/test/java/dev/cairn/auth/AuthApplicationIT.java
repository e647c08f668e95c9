package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.auth.account.AdminBootstrap;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.AccessTokenDecoders;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The service as a process of its own, and how the other processes verify its tokens. */
class AuthApplicationIT {
    @Test
    void theProcessMakesItsFirstAdministratorAndOthersVerifyItsTokensByItsKeys(@TempDir Path directory)
            throws IOException {
        var secret = Files.writeString(
                directory.resolve("cluster-secret"),
                HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]) + "\n");
        var database = TestPostgres.newDatabase();
        try (var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(AuthApplication.class)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(DataSource.class, () -> new DelegatingDataSource(database)))
                .run(
                        "--server.port=0",
                        "--management.server.port=-1",
                        "--cairn.cluster-secret-file=" + secret,
                        "--cairn.admin-user=root",
                        "--cairn.admin-password=" + AuthServer.PASSWORD,
                        "--cairn.auth.password.cost=4",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn")) {
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
}
