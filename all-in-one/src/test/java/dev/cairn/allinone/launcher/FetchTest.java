package dev.cairn.allinone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher fetches what was meant or nothing, from where the user's own tools would. */
class FetchTest {
    private static final byte[] BYTES = "what a registry keeps".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer registry;

    @SuppressWarnings("NullAway.Init")
    private String address;

    @BeforeEach
    void listen() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/a/mirror/some/thing.tgz", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES);
            exchange.close();
        });
        registry.start();
        address = "http://127.0.0.1:" + registry.getAddress().getPort() + "/a/mirror/";
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void aFileOfTheMirrorInMavensSettingsIsKept() throws Exception {
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(folder.resolve(".m2/settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror><id>other</id><mirrorOf>spring</mirrorOf><url>http://127.0.0.1:1/</url></mirror>
                    <mirror><id>ours</id><mirrorOf>*,!spring</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(address));
        assertThat(fetch("maven", "some/thing.tgz", sha512(), Map.of())).isEmpty();
        assertThat(folder.resolve("file")).hasBinaryContent(BYTES);
    }

    @Test
    void aFileOfTheRegistryInNpmsSettingsIsKept() throws Exception {
        Files.writeString(folder.resolve(".npmrc"), "fund=false\nregistry = " + address + "\n");
        assertThat(fetch("npm", "some/thing.tgz", sha512(), Map.of())).isEmpty();
        assertThat(folder.resolve("file")).hasBinaryContent(BYTES);
    }

    @Test
    void aProxyIsTakenWithOrWithoutAScheme() throws Exception {
        var proxy = "127.0.0.1:" + registry.getAddress().getPort();
        for (var setting : List.of(proxy, "http://" + proxy)) {
            var elsewhere = Map.of("MVNW_REPOURL", "http://repository.invalid/a/mirror", "https_proxy", setting);
            assertThat(fetch("maven", "some/thing.tgz", sha512(), elsewhere)).isEmpty();
            assertThat(folder.resolve("file")).hasBinaryContent(BYTES);
            Files.delete(folder.resolve("file"));
        }
    }

    @Test
    void aHostOfNoProxyIsAskedItself() throws Exception {
        var around = Map.of("MVNW_REPOURL", address, "https_proxy", "127.0.0.1:1", "no_proxy", "localhost, 127.0.0.1");
        assertThat(fetch("maven", "some/thing.tgz", sha512(), around)).isEmpty();
        var wrong = Map.of("MVNW_REPOURL", address, "https_proxy", "http://", "no_proxy", "elsewhere");
        assertThat(fetch("maven", "some/thing.tgz", sha512(), wrong))
                .contains("cairn: " + address)
                .doesNotContain("\tat ");
    }

    @Test
    void aFileThatIsNotTheOneIsNotKept() throws Exception {
        assertThat(fetch("maven", "some/thing.tgz", "0".repeat(128), Map.of("MVNW_REPOURL", address)))
                .contains("is not the file Cairn was written with", sha512());
        assertNothingIsThere();
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(fetch("npm", "no/thing.tgz", sha512(), Map.of("npm_config_registry", address)))
                .contains(address + "no/thing.tgz", "404");
        assertNothingIsThere();
    }

    private void assertNothingIsThere() {
        assertThat(folder).isEmptyDirectory();
    }

    private static String sha512() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(BYTES));
    }

    /** What it complains of, on the way to an exit code that is not 0; empty when all is well. */
    private String fetch(String source, String path, String sha512, Map<String, String> environment) throws Exception {
        var output = Files.createTempFile("fetch", ".log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        script().toString(),
                        source,
                        path,
                        sha512,
                        folder.resolve("file").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeAll(java.util.Set.of(
                        "MVNW_REPOURL",
                        "npm_config_registry",
                        "NPM_CONFIG_REGISTRY",
                        "https_proxy",
                        "HTTPS_PROXY",
                        "no_proxy",
                        "NO_PROXY",
                        "JAVA_TOOL_OPTIONS",
                        "JDK_JAVA_OPTIONS"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        boolean failed = builder.start().waitFor() != 0;
        var said = Files.readString(output);
        Files.delete(output);
        assertThat(failed).as(said).isEqualTo(!said.isEmpty());
        return said;
    }

    private static Path script() {
        return Path.of("..", "infra", "launcher", "Fetch.java").toAbsolutePath().normalize();
    }
}
