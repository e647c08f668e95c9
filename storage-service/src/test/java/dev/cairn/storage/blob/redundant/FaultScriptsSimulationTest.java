package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.Simulations;
import org.junit.jupiter.api.Test;

/** Hundreds of lives of nine disks; {@code ./cairn bench crash} lives a thousand. */
class FaultScriptsSimulationTest {
    /** A second for each dozen or so. */
    private static final int SCRIPTS = 400;

    @Test
    void whatIsReportedIsThereAndWhatIsLostComesBack() throws Exception {
        Simulations.run(new FaultScripts(), SCRIPTS);
    }
}
