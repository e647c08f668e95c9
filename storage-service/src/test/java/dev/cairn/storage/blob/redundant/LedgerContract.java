package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.redundant.Ledger.DeviceLoad;
import dev.cairn.storage.blob.redundant.Ledger.DeviceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link Ledger} promises; every ledger passes it. */
abstract class LedgerContract {
    private static final Instant NOW = Stores.BEGIN;
    private static final Layout PAIR = copies("pack/aa1", 7, "d1", "d2");
    private static final Layout TRIPLE = copies("pack/bb1", 8, "d1", "d2", "d3");

    /** The ledger under test, empty at the start of each test. */
    abstract Ledger ledger();

    private static Layout copies(String key, long generation, String... devices) {
        var scheme = Scheme.copies(devices.length);
        return new Layout(BlobKey.parse(key), generation, scheme, scheme.generator(), 100, List.of(devices));
    }

    private static Debt owed(Layout layout, int shard, Instant since) {
        return new Debt(
                layout.key(), layout.generation(), shard, layout.devices().get(shard), Debt.Kind.OWED, "lost", since);
    }

    private List<Debt> debts(Debt.Kind kind) {
        return ledger().debts(kind, 0, 100);
    }

    @Test
    void remembersDevices() {
        var record = new DeviceRecord(UUID.randomUUID(), false, true);
        ledger().save("d1", record);
        assertThat(ledger().devices()).containsOnly(Map.entry("d1", record));
        var other = new DeviceRecord(record.identity(), true, false);
        ledger().save("d1", other);
        assertThat(ledger().devices()).containsOnly(Map.entry("d1", other));
    }

    @Test
    void aKeyIsAddedOnce() {
        assertThat(ledger().add(PAIR, List.of(owed(PAIR, 1, NOW)))).isTrue();
        assertThat(ledger().add(copies("pack/aa1", 9, "d3", "d4"), List.of())).isFalse();
        assertThat(ledger().find(PAIR.key())).contains(PAIR);
        assertThat(debts(Debt.Kind.OWED)).containsExactly(owed(PAIR, 1, NOW));
    }

    @Test
    void whatIsRemovedIsOwedDeletionEverywhere() {
        ledger().add(PAIR, List.of(owed(PAIR, 1, NOW)));
        assertThat(ledger().remove(PAIR.key(), NOW)).contains(PAIR);
        assertThat(ledger().remove(PAIR.key(), NOW)).isEmpty();
        assertThat(ledger().find(PAIR.key())).isEmpty();
        assertThat(debts(Debt.Kind.OWED)).isEmpty();
        assertThat(debts(Debt.Kind.GONE)).containsExactlyElementsOf(Debt.gone(PAIR, NOW));
        assertThat(ledger().isGone(PAIR.key(), 7)).isTrue();
        assertThat(ledger().isGone(PAIR.key(), 6)).isFalse();
        debts(Debt.Kind.GONE).forEach(ledger()::settle);
        assertThat(ledger().isGone(PAIR.key(), 7)).isFalse();
    }

    @Test
    void aMoveNamesTheNewDeviceAndRidsTheOld() {
        ledger().add(PAIR, List.of(owed(PAIR, 1, NOW)));
        assertThat(ledger().move(PAIR, 1, "d9", NOW)).isTrue();
        assertThat(ledger().find(PAIR.key())).contains(PAIR.moved(1, "d9"));
        assertThat(ledger().move(PAIR, 0, "d8", NOW)).isFalse();
        assertThat(debts(Debt.Kind.OWED)).isEmpty();
        assertThat(debts(Debt.Kind.GONE)).containsExactly(Debt.gone(PAIR, 1, NOW));
        // Back again, before the old device was rid of it.
        ledger().move(PAIR.moved(1, "d9"), 1, "d2", NOW);
        assertThat(debts(Debt.Kind.GONE)).containsExactly(Debt.gone(PAIR.moved(1, "d9"), 1, NOW));
    }

    @Test
    void listsByPrefixAndPage() {
        for (var key : List.of("key/aa", "pack/aa1", "pack/aa-2", "pack/b0", "packs/zz")) {
            ledger().add(copies(key, 1, "d1"), List.of());
        }
        assertThat(ledger().list("pack/", "", 2))
                .extracting(layout -> layout.key().toString())
                .containsExactly("pack/aa-2", "pack/aa1");
        assertThat(ledger().list("pack/", "pack/aa1", 2))
                .extracting(layout -> layout.key().toString())
                .containsExactly("pack/b0");
        assertThat(ledger().list("", "", 10)).hasSize(5);
    }

    @Test
    void theFewestToSpareComeFirstThenTheOldest() {
        ledger().add(TRIPLE, List.of(owed(TRIPLE, 2, NOW.minusSeconds(9))));
        ledger().add(PAIR, List.of(owed(PAIR, 0, NOW)));
        var other = copies("pack/cc1", 3, "d1", "d2", "d3");
        ledger().add(other, List.of(owed(other, 0, NOW), owed(other, 2, NOW.minusSeconds(1))));
        assertThat(debts(Debt.Kind.OWED))
                .containsExactly(
                        owed(other, 2, NOW.minusSeconds(1)),
                        owed(PAIR, 0, NOW),
                        owed(other, 0, NOW),
                        owed(TRIPLE, 2, NOW.minusSeconds(9)));
        assertThat(ledger().debts(Debt.Kind.OWED, 1, 2)).hasSize(2);
        assertThat(ledger().redundancy(Set.of()).bySpare()).isEqualTo(Map.of(0, 2L, 1, 1L));
        assertThat(ledger().redundancy(Set.of("d1")).bySpare()).isEqualTo(Map.of(0, 3L));
        assertThat(ledger().redundancy(Set.of("d1", "d2")).bySpare()).isEqualTo(Map.of(-1, 3L));
        assertThat(ledger().redundancy(Set.of("d1", "d2")).unreadable()).isEqualTo(3);
    }

    @Test
    void aDebtStaysAsItIsUntilItIsOfAnotherKind() {
        ledger().add(PAIR, List.of(owed(PAIR, 0, NOW)));
        ledger().owe(List.of(owed(PAIR, 0, NOW.plusSeconds(1))));
        assertThat(debts(Debt.Kind.OWED)).containsExactly(owed(PAIR, 0, NOW));
        ledger().owe(List.of(Debt.gone(PAIR, 0, NOW)));
        assertThat(debts(Debt.Kind.OWED)).isEmpty();
        assertThat(debts(Debt.Kind.GONE)).hasSize(1);
    }

    @Test
    void thatAShardMustGoIsNotForgottenForWhatIsMissing() {
        ledger().add(PAIR, List.of());
        ledger().add(TRIPLE, List.of());
        ledger().remove(PAIR.key(), NOW);
        ledger().move(TRIPLE, 1, "d9", NOW);
        // Noticed before, recorded after.
        var late = List.of(owed(PAIR, 0, NOW), owed(TRIPLE, 1, NOW));
        ledger().owe(late);
        late.forEach(ledger()::settle);
        ledger().owe(List.of(Debt.gone(TRIPLE, 0, NOW)));
        ledger().oweAll("d1", "gone", NOW);
        assertThat(debts(Debt.Kind.OWED)).isEmpty();
        assertThat(debts(Debt.Kind.GONE))
                .containsExactlyInAnyOrder(
                        Debt.gone(PAIR, 0, NOW),
                        Debt.gone(PAIR, 1, NOW),
                        Debt.gone(TRIPLE, 1, NOW),
                        Debt.gone(TRIPLE, 0, NOW));
    }

    @Test
    void onlyWhatIsRecordedIsOwed() {
        ledger().add(PAIR, List.of());
        ledger().owe(List.of(
                owed(TRIPLE, 0, NOW),
                owed(copies("pack/aa1", 6, "d1", "d2"), 0, NOW),
                owed(copies("pack/aa1", 7, "d2", "d1"), 0, NOW)));
        assertThat(debts(Debt.Kind.OWED)).isEmpty();
    }

    @Test
    void everythingOnADeviceMayBeOwed() {
        ledger().add(PAIR, List.of());
        ledger().add(TRIPLE, List.of(owed(TRIPLE, 2, NOW)));
        assertThat(ledger().oweAll("d3", "gone", NOW)).isEqualTo(1);
        assertThat(ledger().oweAll("d2", "gone", NOW)).isEqualTo(2);
        assertThat(debts(Debt.Kind.OWED)).hasSize(3);
        assertThat(ledger().loads().get("d2"))
                .isEqualTo(new DeviceLoad(2, 2 * PAIR.shard(0).storedLength(), 2, 0));
    }

    @Test
    void theLastWalkIsKept() {
        assertThat(ledger().lastWalk()).isEmpty();
        ledger().walked(new Walk(NOW, 3));
        ledger().walked(new Walk(NOW.plusSeconds(1), 2));
        assertThat(ledger().lastWalk()).contains(new Walk(NOW.plusSeconds(1), 2));
    }

    @Test
    void aClockThatWasSetBackHidesNothingThatIsToBeVerified() {
        var later = NOW.plus(Duration.ofDays(1));
        ledger().add(PAIR, List.of());
        ledger().add(TRIPLE, List.of());
        ledger().verified(PAIR, List.of(), later);
        ledger().verified(TRIPLE, List.of(), NOW);
        ledger().doubtLaterThan(NOW);
        assertThat(ledger().unverified(NOW, 10)).containsExactly(PAIR);
        assertThat(ledger().unverified(later, 10)).containsExactly(PAIR, TRIPLE);
    }

    @Test
    void whatIsNewIsVerifiedFirst() {
        var later = NOW.plus(Duration.ofDays(1));
        for (var layout : List.of(PAIR, TRIPLE)) {
            ledger().add(layout, List.of(owed(layout, 0, NOW), owed(layout, 1, NOW)));
        }
        ledger().verified(PAIR, List.of(1), NOW);
        assertThat(ledger().unverified(later, 10)).containsExactly(TRIPLE, PAIR);
        assertThat(ledger().unverified(NOW, 10)).containsExactly(TRIPLE);
        assertThat(ledger().outstanding(NOW)).isEqualTo(new Outstanding(1, TRIPLE.storedBytes(), 1, NOW));
        assertThat(ledger().outstanding(later).blobs()).isEqualTo(2);
        // What was found whole is owed no longer.
        assertThat(debts(Debt.Kind.OWED)).hasSize(3).doesNotContain(owed(PAIR, 1, NOW));
    }
}
