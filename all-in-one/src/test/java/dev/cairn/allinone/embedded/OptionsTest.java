package dev.cairn.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void readsEveryOptionInBothForms() {
        var options = Options.parse(
                "--data", "/a b", "--port=1", "--s3-port", "2", "--management-port=3", "--spring.mail.host=mail");
        assertThat(options.data()).isEqualTo(Path.of("/a b"));
        assertThat(options.port()).isEqualTo(1);
        assertThat(options.s3Port()).isEqualTo(2);
        assertThat(options.managementPort()).isEqualTo(3);
        assertThat(options.properties()).containsExactly("--spring.mail.host=mail");
    }

    @Test
    void hasTheDocumentedDefaults() {
        var options = Options.parse();
        assertThat(options.data()).isEqualTo(Path.of(".cairn/data").toAbsolutePath());
        assertThat(options.port()).isEqualTo(9347);
        assertThat(options.s3Port()).isEqualTo(7861);
        assertThat(options.managementPort()).isEqualTo(9348);
    }

    @Test
    void knowsWhenSomebodyOnlyAsks() {
        assertThat(Options.isHelp("--port", "1", "--help")).isTrue();
        assertThat(Options.isHelp("--port", "1")).isFalse();
    }

    @Test
    void refusesAnAdministratorWhoCannotBeBeforeAnythingStarts() {
        Administrator.check(Map.of());
        Administrator.check(Map.of("CAIRN_ADMIN_USER", "ada", "CAIRN_ADMIN_PASSWORD", "open sesame"));
        assertThatThrownBy(() -> Administrator.check(Map.of("CAIRN_ADMIN_PASSWORD", "short")))
                .isInstanceOfSatisfying(
                        StartRefused.class, e -> assertThat(e.exitStatus()).isEqualTo(2))
                .hasMessageContaining("CAIRN_ADMIN_PASSWORD")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> Administrator.check(Map.of("CAIRN_ADMIN_USER", "a/b")))
                .hasMessageContaining("CAIRN_ADMIN_USER");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Options.parse("--prot", "1")).hasMessageContaining("--prot");
        assertThatThrownBy(() -> Options.parse("--port")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Options.parse("--port", "65536")).hasMessageContaining("65536");
        assertThatThrownBy(() -> Options.parse("--port", "http")).hasMessageContaining("http");
    }
}
