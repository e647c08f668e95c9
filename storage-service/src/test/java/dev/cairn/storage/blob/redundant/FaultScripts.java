package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.Simulation;

/** Lives of nine disks. */
public final class FaultScripts implements Simulation {
    @Override
    public String unit() {
        return "fault scripts";
    }

    @Override
    public long run(long seed) {
        new FaultScript(seed, new MemoryLedger()).run();
        return 1;
    }

    @Override
    public void close() {
        // All of it was in memory.
    }
}
