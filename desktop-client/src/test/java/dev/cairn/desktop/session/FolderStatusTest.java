package dev.cairn.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Programs read {@code client status --json}: what is in it stays. */
class FolderStatusTest {
    private static final FolderStatus.All SAMPLE = new FolderStatus.All(
            1,
            true,
            "https://cairn.example.org",
            "ann",
            "laptop",
            Instant.parse("2026-11-21T08:00:00Z"),
            List.of(new FolderStatus(
                    "/home/ann/Cairn",
                    "01a1fd1e-8c00-7b06-ba19-c062e695a209",
                    "Ann",
                    "held",
                    "a sentence",
                    10,
                    1,
                    2,
                    3,
                    4,
                    7,
                    5,
                    6,
                    Map.of("a/b", "cannot be read: permission denied"),
                    Map.of("c", "symbolic links are not synced yet"),
                    new EngineStatus.Held("01a1fd1e-8c00-7b06-ba19-c062e695a210", 120, 130))),
            new LimitStatus(
                    new LimitStatus.Direction("2 MB/s 08:00-18:00 Mon-Fri, unlimited else", 2_000_000L),
                    new LimitStatus.Direction("unlimited", null)));

    @Test
    void theJsonOfVersion1Stays() throws IOException {
        var golden = golden();
        assertThat(ClientJson.MAPPER.readTree(ClientJson.MAPPER.writeValueAsString(SAMPLE)))
                .isEqualTo(ClientJson.MAPPER.readTree(golden));
        assertThat(ClientJson.MAPPER.readValue(golden, FolderStatus.All.class)).isEqualTo(SAMPLE);
    }

    @Test
    void aStatusFromBeforeRulesCouldBeIgnoredIsRead() throws IOException {
        var before = golden().replace("\"ignored\" : 6,", "");
        assertThat(ClientJson.MAPPER
                        .readValue(before, FolderStatus.All.class)
                        .folders()
                        .getFirst()
                        .ignored())
                .isZero();
    }

    @Test
    void aStatusFromBeforeThereWereLimitsIsRead() throws IOException {
        var before = ClientJson.MAPPER.readTree(golden());
        ((ObjectNode) before).remove("limits");
        assertThat(ClientJson.MAPPER.treeToValue(before, FolderStatus.All.class).limits())
                .isNull();
    }

    @Test
    void statesAreTheOnesThatAreDocumented() {
        assertThat(List.of(EngineStatus.State.values()).stream().map(FolderStatus::word))
                .containsExactly(
                        "starting",
                        "in-sync",
                        "syncing",
                        "incomplete",
                        "disk-full",
                        "held",
                        "paused",
                        "offline",
                        "signed-out",
                        "stopped");
    }

    private static String golden() throws IOException {
        try (var file =
                Objects.requireNonNull(FolderStatusTest.class.getResourceAsStream("/golden/client-status-v1.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
