package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.durable.DurableFile;
import dev.cairn.testkit.server.FakeTransit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root keys wrapped by a transit engine, over HTTP. */
final class WrappedRootKeysTest extends RootKeySourceContract {
    private static final String TOKEN = "s.the-token-nobody-may-see";

    private final FakeTransit transit = new FakeTransit(TOKEN);
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void token() throws IOException {
        transit.rotate("cairn");
        new DurableFile(folder.resolve("token")).write((TOKEN + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() {
        transit.close();
    }

    @Override
    RootKeySource open() {
        return open(settings(transit.address(), "cairn"));
    }

    private RootKeySource open(KeyServiceSettings settings) {
        return new WrappedRootKeys(folder.resolve("root.key"), new TransitKeyService(settings, pauses::add));
    }

    private KeyServiceSettings settings(URI address, String key) {
        return new KeyServiceSettings(address, "transit", key, folder.resolve("token"), null, Duration.ofSeconds(30));
    }

    @Test
    void noKeyIsOnTheDiskInTheClear() throws IOException {
        var key = open().create(new SecureRandom());
        open().begin(new SecureRandom());
        open().finish();
        var hex = new String(key.text(), StandardCharsets.US_ASCII).strip();
        var bytes = HexFormat.of().parseHex(hex);
        try (var files = Files.list(folder)) {
            var all = files.toList();
            assertThat(all).hasSize(3);
            for (var file : all) {
                var text = HexFormat.of().formatHex(Files.readAllBytes(file));
                assertThat(text).doesNotContain(hex);
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII))
                        .doesNotContain(hex)
                        .doesNotContain(Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    @Test
    void aNewVersionOfTheServicesKeyOpensWhatTheOldOneWrapped() throws IOException {
        var key = open().create(new SecureRandom());
        transit.rotate("cairn");
        assertSame(open().current(), key);
        assertThat(Files.readString(folder.resolve("root.key.wrapped")))
                .startsWith("cairn-wrapped-root-key 1\nvault:v1:");
    }

    @Test
    void aKeyThatLayInTheClearIsTakenOver() throws IOException {
        var plain = new FileRootKeys(folder.resolve("root.key")).create(new SecureRandom());
        assertThat(open().exists()).isTrue();
        assertSame(open().current(), plain);
        Files.delete(folder.resolve("root.key"));
        assertSame(open().current(), plain);
    }

    @Test
    void aServiceThatIsBusyIsAskedAgainAndOneThatStaysAwayIsNot() throws IOException {
        var key = open().create(new SecureRandom());
        for (int status : new int[] {500, 502, 503, 429}) {
            transit.fail(status, 4);
            pauses.clear();
            assertSame(open().current(), key);
            assertThat(pauses).hasSize(4);
        }
        transit.fail(503, 1_000);
        int before = transit.calls();
        assertRefused("does not answer", () -> open().current());
        assertThat(transit.calls() - before).isEqualTo(5);
        var address = transit.address();
        transit.close();
        assertRefused("does not answer", () -> open(settings(address, "cairn")).current());
    }

    @Test
    void refusalsSayWhyAndNoSecret() throws IOException {
        open().create(new SecureRandom());
        transit.fail(403, 1);
        assertRefused("the token may not decrypt", () -> open().current());
        transit.fail(404, 1);
        assertRefused("there is no key cairn", () -> open().current());
        transit.fail(302, 1);
        int before = transit.calls();
        assertRefused("status 302", () -> open().current());
        assertThat(transit.calls() - before).as("a redirect is not followed").isEqualTo(1);
        transit.rotate("other");
        assertRefused("was not wrapped by its key other", () -> open(settings(transit.address(), "other"))
                .current());
        assertRefused("was not wrapped by its key none", () -> open(settings(transit.address(), "none"))
                .current());
    }

    @Test
    void aDamagedFileIsSaidAndNotReplaced() throws IOException {
        open().create(new SecureRandom());
        var file = folder.resolve("root.key.wrapped");
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length += 7) {
            rewrite(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> open().current()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> open().create(new SecureRandom())).isInstanceOf(IOException.class);
        }
        rewrite(file, whole);
        assertThat(open().current()).isNotNull();
    }

    private static void rewrite(Path file, byte[] bytes) throws IOException {
        new DurableFile(file).write(bytes);
    }

    @Test
    void whatTheFirstVersionWroteIsRead() {
        var service = new KeyService() {
            @Override
            public String wrap(byte[] secret) {
                return "vault:v1:abc+/=";
            }

            @Override
            public byte[] unwrap(String wrapped) {
                assertThat(wrapped).isEqualTo("vault:v1:abc+/=");
                return new byte[RootKey.LENGTH_BYTES];
            }
        };
        var form = new WrappedForm(service);
        var golden = "cairn-wrapped-root-key 1\nvault:v1:abc+/=\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(form.write(new byte[RootKey.LENGTH_BYTES])).isEqualTo(golden);
        assertSame(form.read(golden), new RootKey(new byte[RootKey.LENGTH_BYTES]));
    }

    @Test
    void aTokenThatOthersMayReadIsRefused() throws IOException {
        var token = folder.resolve("token");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("chmod 600", () -> open().create(new SecureRandom()));
        assertThat(transit.calls()).isZero();
        new DurableFile(token).write("two words\n".getBytes(StandardCharsets.US_ASCII));
        assertRefused("there is no token", () -> open().create(new SecureRandom()));
        Files.delete(token);
        assertRefused("cannot be read", () -> open().create(new SecureRandom()));
    }

    @Test
    void settingsThatWouldShowTheTokenAreRefused() {
        for (var bad : List.of(
                "http://vault.example.org:8200",
                "http://127.0.0.1.example.org",
                "ftp://localhost",
                "https://user:secret@vault.example.org",
                "https://vault.example.org/?a=b",
                "https://vault.example.org/v1")) {
            assertThatThrownBy(() -> settings(URI.create(bad), "cairn"))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
        for (var bad : List.of("", "../sys", "a/b", "a b", "ä")) {
            assertThatThrownBy(() -> settings(URI.create("https://vault.example.org"), bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(settings(URI.create("https://vault.example.org:8200"), "cairn")
                        .call("encrypt"))
                .isEqualTo(URI.create("https://vault.example.org:8200/v1/transit/encrypt/cairn"));
    }

    private static void assertRefused(String why, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(IllegalStateException.class, e -> {
            var all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).contains(why).doesNotContain(TOKEN);
        });
    }
}
