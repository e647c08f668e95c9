package dev.cairn.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description that is served says what the controllers do. */
final class ApiDescriptionIT {
    private static final Path GENERATED = Path.of("target", "openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void theDescriptionIsWhatTheControllersSay(@TempDir Path folder) throws Exception {
        try (var cairn = RunningCairn.start(
                folder.resolve("data"),
                "--springdoc.api-docs.enabled=true",
                "--springdoc.api-docs.path=/api/v1/openapi-generated",
                "--springdoc.paths-to-match=/api/**",
                "--springdoc.paths-to-exclude=/api/v1/openapi*",
                "--springdoc.packages-to-exclude=org.springframework")) {
            var generated = (ObjectNode) JSON.readTree(get(cairn.url().resolve("/api/v1/openapi-generated")));
            generated.setAll((ObjectNode) JSON.valueToTree(frame()));
            generated.withObjectProperty("components").set("securitySchemes", JSON.valueToTree(securitySchemes()));
            var text = JSON.writeValueAsString(JSON.treeToValue(generated, Object.class)) + "\n";
            Files.writeString(GENERATED, text);
            assertThat(get(cairn.url().resolve("/api/v1/openapi.json")))
                    .as("the API changed; if that is meant, %s is the new openapi.json of contracts", GENERATED)
                    .isEqualTo(text);
        }
    }

    /** What is said of all of it. */
    private static Map<String, Object> frame() {
        return Map.of(
                "info",
                Map.of(
                        "title", "Cairn",
                        "version", "v1",
                        "description",
                                "Files, spaces, links, uploads and changes. Errors are RFC 9457 problem documents.",
                        "license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")),
                // Relative: the server is reached under whatever name its users have for it.
                "servers",
                List.of(Map.of("url", "/")),
                "security",
                List.of(Map.of("bearer", List.of())));
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of("bearer", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"));
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var reply = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            return reply.body();
        }
    }
}
