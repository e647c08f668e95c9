package dev.cairn.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.testkit.server.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

class UploadApplicationTest {
    @Test
    void startsAsAProcessOfItsOwn(@TempDir Path home) throws Exception {
        var secret = Files.writeString(home.resolve("secret"), "ab".repeat(32));
        try (var database = (HikariDataSource) TestPostgres.newDatabase();
                var context = SpringApplication.run(
                        UploadApplication.class,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--cairn.cluster-secret-file=" + secret,
                        "--spring.datasource.url=" + database.getJdbcUrl(),
                        "--spring.datasource.username=" + database.getUsername(),
                        "--spring.datasource.password=" + database.getPassword());
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:"
                    + context.getEnvironment().getProperty("local.server.port") + "/api/v1/uploads");

            var options = HttpRequest.newBuilder(address).method("OPTIONS", HttpRequest.BodyPublishers.noBody());
            assertThat(http.send(options.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
            var post = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody());
            assertThat(http.send(post.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
            var inside = HttpRequest.newBuilder(address.resolve("/internal/v1/upload/sessions"))
                    .POST(HttpRequest.BodyPublishers.noBody());
            assertThat(http.send(inside.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
