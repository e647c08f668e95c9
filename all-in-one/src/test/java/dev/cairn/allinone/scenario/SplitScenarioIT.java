package dev.cairn.allinone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.SplitCairn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenario against one process per service, and what only can happen there: any of them is gone for a while. */
final class SplitScenarioIT extends ScenarioContract {
    private static final int FILES = 80;

    @SuppressWarnings("NullAway.Init")
    private static SplitCairn cairn;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cairn = SplitCairn.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cairn.close();
    }

    @Override
    Installation cairn() {
        return cairn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "upload", "storage", "metadata", "sync", "notification", "s3", "web"})
    void aServiceKilledInMidUploadComesBackAndTheClientFinishes(String service) throws Exception {
        var a = device("a");
        var b = device("b");
        var random = new SplittableRandom(5);
        write(a.file("big.bin"), bytes(random, 24 << 20));
        for (int i = 0; i < FILES; i++) {
            write(a.file("file-" + i), bytes(random, random.nextInt(1, 100_000)));
        }
        var run = a.beginRun();
        try {
            var names = names(api());
            await(() -> !names.seen().isEmpty());
            var acknowledged = names.seen();
            cairn.kill(service);
            await(() -> cairn.state(service).isUp());
            await(() -> names.seen().size() == FILES + 1);
            assertThat(names.seen()).containsAll(acknowledged);
        } finally {
            run.destroy();
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertEqualAfterSync(a, b);
    }

    /** What the server says lies in the personal space: every file with its version. Nothing while it does not answer. */
    private interface Names {
        Set<String> seen() throws IOException;
    }

    private static Names names(Api api) throws Exception {
        var space = api.get("/api/v1/spaces/personal").json().get("id").asString();
        return () -> {
            try {
                var reply = api.get("/api/v1/spaces/" + space + "/keys");
                var names = new TreeSet<String>();
                if (reply.status() == 200) {
                    reply.json().get("files").forEach(file -> names.add(file.toString()));
                } else {
                    assertThat(reply.status()).isEqualTo(503);
                }
                return names;
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
        };
    }
}
