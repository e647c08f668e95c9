package dev.cairn.desktop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What was chosen once is read by every later version, and never guessed. */
class KeptSelectionTest {
    private static final NodeId PHOTOS = new NodeId(UUID.fromString("01a1fd1e-8c00-7b06-ba19-c062e695a209"));
    private static final SyncedFolder FOLDER =
            new SyncedFolder("f", new SpaceId(new UUID(0, 1)), new NodeId(new UUID(0, 2)), "Ann", "/home/ann/Cairn");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, JsonMapper.builder().build());
    }

    @Test
    void whatWasKeptIsRead() throws IOException {
        assertThat(home.selection(FOLDER)).isEmpty();
        home.keepSelection(FOLDER, Selection.of(Set.of(PHOTOS)));
        assertThat(home.selection(FOLDER)).contains(Selection.of(Set.of(PHOTOS)));
        assertThat(Files.readString(directory.resolve("selection-f.json"))).isEqualTo(golden().strip());
        home.forgetSelection(FOLDER);
        assertThat(home.selection(FOLDER)).isEmpty();
    }

    @Test
    void version1IsRead() throws IOException {
        Files.writeString(directory.resolve("selection-f.json"), golden());
        assertThat(home.selection(FOLDER)).contains(Selection.of(Set.of(PHOTOS)));
    }

    @Test
    void aLaterVersionIsNotGuessedAt() throws IOException {
        Files.writeString(directory.resolve("selection-f.json"), golden().replace("1,", "2,"));
        assertThatIOException().isThrownBy(() -> home.selection(FOLDER)).withMessageContaining("version 2");
    }

    private static String golden() throws IOException {
        try (var file =
                Objects.requireNonNull(KeptSelectionTest.class.getResourceAsStream("/golden/selection-v1.json"))) {
            return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
