package dev.cairn.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.testkit.server.RunningCairn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server starts, stops, is killed and starts again. */
final class RunningCairnIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void startsOnceSaysSoSurvivesAKillAndStopsWithItsDatabase() throws Exception {
        try (var cairn = RunningCairn.start(folder.resolve("data"))) {
            assertThat(cairn.console().lines().toList())
                    .containsExactly(
                            "The first sign-in: admin with the password from CAIRN_ADMIN_PASSWORD",
                            "Cairn is ready at " + cairn.url());
            assertHealthy(cairn);
            assertThat(get(cairn.url().resolve("/actuator/health")).statusCode())
                    .as("health is not public")
                    .isNotEqualTo(200);

            assertThatThrownBy(() -> RunningCairn.start(cairn.data()))
                    .hasMessageContaining("already runs on " + cairn.data());

            cairn.kill();
            assertThat(serversOf(cairn.data())).as("the orphaned database").isPositive();
            cairn.start();
            assertHealthy(cairn);
            assertThat(cairn.console().lines().filter(line -> line.startsWith("The first sign-in")))
                    .hasSize(1);

            cairn.stop();
            assertThat(serversOf(cairn.data())).isZero();
        }
    }

    private static void assertHealthy(RunningCairn cairn) throws IOException, InterruptedException {
        var health = get(cairn.managementUrl().resolve("/actuator/health"));
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    }

    private static long serversOf(Path data) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data + "/postgres/cluster"))
                .count();
    }
}
