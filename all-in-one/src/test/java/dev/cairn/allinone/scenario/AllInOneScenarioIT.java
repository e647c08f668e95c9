package dev.cairn.allinone.scenario;

import dev.cairn.testkit.server.RunningCairn;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The scenario against everything in one process. */
final class AllInOneScenarioIT extends ScenarioContract {
    @SuppressWarnings("NullAway.Init")
    private static OneProcess site;

    @BeforeAll
    static void start(@TempDir Path data) {
        site = new OneProcess(RunningCairn.start(data.resolve("data")));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Override
    Site site() {
        return site;
    }

    private record OneProcess(RunningCairn cairn) implements Site {
        @Override
        public URI url() {
            return cairn.url();
        }

        @Override
        public URI s3Url() {
            return cairn.s3Url();
        }

        @Override
        public void killInMidUpload() {
            cairn.kill();
        }

        @Override
        public void recover() {
            cairn.start();
        }

        @Override
        public String admin() {
            return RunningCairn.ADMIN;
        }

        @Override
        public String adminPassword() {
            return RunningCairn.ADMIN_PASSWORD;
        }

        @Override
        public void close() {
            cairn.close();
        }
    }
}
