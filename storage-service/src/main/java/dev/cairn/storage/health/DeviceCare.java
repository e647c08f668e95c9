package dev.cairn.storage.health;

import dev.cairn.storage.blob.redundant.Custodian;
import dev.cairn.storage.blob.redundant.RedundancyStatus;
import dev.cairn.storage.blob.redundant.RedundantBlobStore;
import dev.cairn.storage.blob.redundant.RedundantStores;
import dev.cairn.storage.blob.redundant.RepairReport;
import dev.cairn.storage.blob.redundant.ScrubReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What operators may ask of the redundant stores, all of them or the one with a device. Calls run in the caller's thread and take as
 * long as it takes to read the devices; all may be repeated, and be made beside the background work. Without redundant stores
 * everything is empty.
 */
public final class DeviceCare {
    private final RedundantStores stores;

    /** Of these stores. */
    public DeviceCare(RedundantStores stores) {
        this.stores = stores;
    }

    private Stream<Custodian> custodians() {
        return stores.opened().stream().map(RedundantBlobStore::custodian);
    }

    /** Devices, redundancy and what is overdue, by the ledger; asks devices for nothing but their room. */
    public List<RedundancyStatus> status() {
        return custodians().map(Custodian::status).toList();
    }

    /** Reads every byte of every device now, at the background rate; what is found is owed. By name of the store. */
    public Map<String, ScrubReport> scrub() {
        return each(Custodian::scrub);
    }

    /** Repays what is owed and can be repaid now, then counts what devices really hold. By name of the store. */
    public Map<String, RepairReport> repair() {
        return each(Custodian::repair);
    }

    private <T> Map<String, T> each(Function<Custodian, T> work) {
        var results = new TreeMap<String, T>();
        custodians().forEach(custodian -> results.put(custodian.store(), work.apply(custodian)));
        return results;
    }

    /**
     * Empties a device in the background, or ends that. It may be taken out when its status is empty.
     *
     * @throws IllegalArgumentException if no store has such a device, or if without it the others are too few
     */
    public void drain(String device, boolean on) {
        with(device).drain(device, on);
    }

    /**
     * Says that the disk that is there now is meant to be: a new one, or an old one that came back. What should be on it is made
     * anew in the background.
     *
     * @throws IllegalArgumentException if no store has such a device
     */
    public void accept(String device) {
        with(device).accept(device);
    }

    private Custodian with(String device) {
        return custodians()
                .filter(custodian -> custodian.has(device))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store has a device " + device));
    }
}
