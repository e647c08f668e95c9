package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepairTest {
    private static final RedundancySettings SETTINGS = Stores.settings(Scheme.copies(2), Scheme.copies(2));

    private final InstantSource clock = () -> Stores.BEGIN;
    private final Ledger ledger = new MemoryLedger();
    private final List<Bay> bays = Bay.bays(2);

    private Repair repair(Calls calls) {
        var devices =
                new Devices(bays.stream().map(Bay::device).toList(), SETTINGS, ledger, clock, UUID::randomUUID, calls);
        devices.probe();
        var stop = new Stop();
        return new Repair(
                devices,
                ledger,
                new LayoutCache(ledger),
                new ShardReads(devices, new Codes(SETTINGS), calls, clock, _ -> {}),
                new KeyLocks(),
                new Memory(),
                clock,
                Duration.ofMinutes(15),
                new Throttle(Long.MAX_VALUE, stop),
                stop);
    }

    private static Debt gone(int blob, String device) {
        return new Debt(new BlobKey("pack", "aa" + blob), 1, 0, device, Debt.Kind.GONE, "deleted", Stores.BEGIN);
    }

    @Test
    void aShortRoundGoesOnAfterWhatCouldNotBeRepaid() {
        bays.getFirst().pull();
        ledger.owe(List.of(gone(1, "d1"), gone(2, "d1"), gone(3, "d2")));
        try (var calls = new Calls(SETTINGS.patience())) {
            var repair = repair(calls);
            assertThat(repair.repaySome(2)).isEqualTo(new Repair.Round(0, 2));
            assertThat(repair.repaySome(2)).isEqualTo(new Repair.Round(1, 0));
            assertThat(repair.repaySome(2)).isEqualTo(new Repair.Round(0, 2));
        }
    }
}
