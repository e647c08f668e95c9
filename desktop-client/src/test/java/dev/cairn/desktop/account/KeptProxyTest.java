package dev.cairn.desktop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cairn.desktop.proxy.ProxySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A proxy that was set once is used by every later version, never guessed, and its password is for the owner only. */
class KeptProxyTest {
    private static final ProxySettings SAMPLE =
            ProxySettings.manual("proxy.example.org", 3128, "ann", "secret", List.of("intern.example.org"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatWasSetIsReadAsVersion1HasIt() throws IOException {
        var home = home();
        assertThat(home.proxy()).isEqualTo(ProxySettings.SYSTEM);
        home.keepProxy(SAMPLE);
        assertThat(Files.readString(file())).isEqualTo(golden().strip());
        assertThat(home.proxy()).isEqualTo(SAMPLE);
        assertThat(Files.getPosixFilePermissions(file()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        home.keepProxy(ProxySettings.NONE);
        assertThat(home.proxy()).isEqualTo(ProxySettings.NONE);
    }

    @Test
    void whatCannotBeReadIsNotTakenForNone() throws IOException {
        var home = home();
        Files.writeString(file(), golden().replace("1,", "2,"));
        assertThatIOException()
                .isThrownBy(home::proxy)
                .withMessageContaining("version 2")
                .withMessageNotContaining("secret");
    }

    private Home home() throws IOException {
        return new Home(directory, JsonMapper.builder().build());
    }

    private Path file() {
        return directory.resolve("proxy.json");
    }

    private static String golden() throws IOException {
        try (var file = Objects.requireNonNull(KeptProxyTest.class.getResourceAsStream("/golden/proxy-v1.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
