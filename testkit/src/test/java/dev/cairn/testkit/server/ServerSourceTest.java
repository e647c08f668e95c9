package dev.cairn.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is chosen when, and what is said when nothing can be had. */
class ServerSourceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anEngineThatAnswersIsUsed() throws Exception {
        try (var engine = FakeEngine.onPort(200)) {
            var source = ServerSource.find(Map.of("DOCKER_HOST", engine.address()), List.of(), LONG);
            assertThat(source).isEqualTo(new ServerSource.Containers(URI.create(engine.address())));
        }
    }

    @Test
    void aSocketThatAnswersIsUsedAndTheOthersAreNot() throws Exception {
        try (var engine = FakeEngine.onSocket(folder.resolve("docker.sock"), 200)) {
            var sockets = List.of(folder.resolve("none.sock"), folder.resolve("docker.sock"));
            var source = ServerSource.find(Map.of(), sockets, LONG);
            assertThat(source).isEqualTo(new ServerSource.Containers(URI.create(engine.address())));
            assertThat(source).hasToString("containers of the Docker engine at " + engine.address());
        }
    }

    @Test
    void whatAnswersSomethingElseIsNoEngine() throws Exception {
        try (var engine = FakeEngine.onPort(503)) {
            assertPackages(Map.of("DOCKER_HOST", engine.address()), "answers HTTP/1.1 503");
        }
    }

    @Test
    void anEngineThatWantsTlsIsUsedByWhoeverSpeaksIt() throws Exception {
        try (var engine = FakeEngine.onPort(400)) {
            assertPackages(Map.of("DOCKER_HOST", engine.address()), "answers HTTP/1.1 400");
            assertThat(ServerSource.find(
                            Map.of("DOCKER_HOST", engine.address(), "DOCKER_TLS_VERIFY", "1"), List.of(), LONG))
                    .isInstanceOf(ServerSource.Containers.class);
        }
    }

    @Test
    void anEngineThatHangsIsNotWaitedFor() throws Exception {
        try (var engine = FakeEngine.silent(folder.resolve("docker.sock"))) {
            var source = ServerSource.find(Map.of("DOCKER_HOST", engine.address()), List.of(), Duration.ofMillis(50));
            assertThat(source)
                    .hasToString("the packages of this machine (no Docker engine: " + engine.address()
                            + " does not answer)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:1", "unix:///nowhere/docker.sock", "ssh://somebody@somewhere", "nonsense"})
    void whereNobodyIsThePackagesAreUsed(String address) {
        assertPackages(Map.of("DOCKER_HOST", address), "no Docker engine: " + address);
    }

    @Test
    void anEngineIsNotUsedAgainstTheWordOfWhoeverRunsTheTests() throws Exception {
        try (var engine = FakeEngine.onPort(200)) {
            assertPackages(
                    Map.of("DOCKER_HOST", engine.address(), ServerSource.CHOICE, "packages"), ServerSource.CHOICE);
        }
    }

    @Test
    void aServerThatIsNowhereIsAFailureThatSaysHowToGetIt() {
        var packages = new ServerSource.Packages("there is no engine");
        assertThatThrownBy(() -> TestRedis.prepare(folder, packages, "no-redis-of-this-name")
                        .start())
                .hasMessageContaining("apt-get install redis-server");
        assertThatThrownBy(() -> TestRabbit.prepare(folder, packages, folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("apt-get install rabbitmq-server");
    }

    @Test
    void anEngineThatRefusesIsAFailureAndThePackagesDoNotHideIt() throws Exception {
        try (var engine = FakeEngine.onPort(200)) {
            var output = RedisFromEngine.run(engine.address());
            assertThat(output).contains(RedisFromEngine.FAILED).doesNotContain(RedisFromEngine.STARTED);
            assertThat(engine.asked()).anyMatch(path -> !path.endsWith("/_ping"));
        }
    }

    private static void assertPackages(Map<String, String> environment, String reason) {
        assertThat(ServerSource.find(environment, List.of(), LONG))
                .isInstanceOfSatisfying(ServerSource.Packages.class, packages -> assertThat(packages.reason())
                        .contains(reason));
    }
}
