package dev.cairn.storage.blob.redundant;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hundreds of lives of nine disks. */
class FaultScriptsSimulationTest {
    /** More with {@code -Dcairn.scripts}: here a second for each dozen or so. */
    private static final int SCRIPTS = 400;

    @Test
    void whatIsReportedIsThereAndWhatIsLostComesBack() {
        long first = Long.getLong("cairn.seed", new Random().nextLong());
        int scripts = Integer.getInteger("cairn.scripts", SCRIPTS);
        System.out.println("FaultScriptsSimulationTest: " + scripts + " scripts from -Dcairn.seed=" + first);
        for (int script = 0; script < scripts; script++) {
            long seed = first + script;
            try {
                new FaultScript(seed, new MemoryLedger()).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("repeat with -Dcairn.scripts=1 -Dcairn.seed=" + seed, e);
            }
        }
    }
}
