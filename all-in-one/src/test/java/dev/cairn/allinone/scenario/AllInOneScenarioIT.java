package dev.cairn.allinone.scenario;

import dev.cairn.testkit.server.Installation;
import dev.cairn.testkit.server.RunningCairn;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The scenario against everything in one process. */
final class AllInOneScenarioIT extends ScenarioContract {
    @SuppressWarnings("NullAway.Init")
    private static RunningCairn cairn;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cairn = RunningCairn.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cairn.close();
    }

    @Override
    Installation cairn() {
        return cairn;
    }
}
