package dev.cairn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

class SyncApplicationTest {
    @Test
    void startsAsAProcessOfItsOwnEvenBeforeTheBroker(@TempDir Path home) throws Exception {
        var secret = Files.writeString(home.resolve("secret"), "ab".repeat(32));
        try (var context = SpringApplication.run(
                        SyncApplication.class,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=off",
                        "--spring.rabbitmq.port=1",
                        "--cairn.cluster-secret-file=" + secret);
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:"
                    + context.getEnvironment().getProperty("local.server.port")
                    + "/api/v1/spaces/00000000-0000-0000-0000-000000000000/delta");

            assertThat(http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
