package dev.cairn.storage.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.Simulations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the {@link CollectionSchedules}; {@code ./cairn bench crash} runs a hundred thousand. */
class CollectionSimulationTest {
    private static final int SCHEDULES = 150;
    private static final int LONG_ONE_IN = 10;

    @Test
    void whatHasANameStaysAndEverythingElseGoes(@TempDir Path folder) throws Exception {
        try (var schedules = new CollectionSchedules(folder, LONG_ONE_IN)) {
            Simulations.run(schedules, SCHEDULES);
            System.out.println(schedules.steps() + " steps, " + schedules.killed() + " killed");
            assertThat(schedules.killed()).as("collectors that were killed").isPositive();
        }
    }
}
