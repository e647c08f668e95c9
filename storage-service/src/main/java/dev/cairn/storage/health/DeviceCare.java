package dev.cairn.storage.health;

import dev.cairn.contracts.storage.StoreHealth;
import dev.cairn.storage.blob.redundant.Custodian;
import dev.cairn.storage.blob.redundant.DeviceStatus;
import dev.cairn.storage.blob.redundant.DrainReport;
import dev.cairn.storage.blob.redundant.RedundancyStatus;
import dev.cairn.storage.blob.redundant.RedundantBlobStore;
import dev.cairn.storage.blob.redundant.RedundantStores;
import dev.cairn.storage.blob.redundant.RepairReport;
import dev.cairn.storage.blob.redundant.ScrubReport;
import dev.cairn.storage.job.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What operators may ask of the redundant stores, all of them or the one with a device. Calls run in the caller's thread and take as
 * long as it takes to read the devices; all may be repeated, be made beside the background work, and be ended by
 * {@link Progress#checkpoint} between two blobs. Without redundant stores everything is empty.
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

    /** The same as it is told over the API. */
    public List<StoreHealth> health() {
        return status().stream().map(Told::of).toList();
    }

    /** The names of all devices. */
    List<String> devices() {
        return status().stream()
                .flatMap(store -> store.devices().stream())
                .map(DeviceStatus::device)
                .toList();
    }

    /**
     * Reads every byte of every device that was not read since, at the background rate; what is found is owed. By name of the
     * store.
     */
    public Map<String, ScrubReport> scrub(Instant since, Progress progress) {
        return each(custodian -> custodian.scrub(since, progress));
    }

    /** Repays what is owed and can be repaid now, then counts what devices really hold. By name of the store. */
    public Map<String, RepairReport> repair(Progress progress) {
        return each(custodian -> custodian.repair(progress));
    }

    private <T> Map<String, T> each(Function<Custodian, T> work) {
        var results = new TreeMap<String, T>();
        custodians().forEach(custodian -> results.put(custodian.store(), work.apply(custodian)));
        return results;
    }

    /** Takes what devices hold into the records of their stores; deletes nothing. Returns how many blobs. */
    long adopt() {
        return custodians().mapToLong(Custodian::adopt).sum();
    }

    /** {@link IllegalArgumentException} when {@link #drain} would refuse to begin. */
    void requireDrainable(String device) {
        with(device).requireDrainable(device);
    }

    /**
     * Empties a device. What cannot be moved now, or is not when this is ended early, moves in the background. It may be taken out
     * when its status is empty.
     *
     * @throws IllegalArgumentException if no store has such a device, or if without it the others are too few
     */
    public DrainReport drain(String device, Progress progress) {
        return with(device).drain(device, progress);
    }

    /** The device is to hold its share again. {@link IllegalArgumentException} if no store has it. */
    void undrain(String device) {
        with(device).drain(device, false);
    }

    /**
     * Says that the disk that is there now is meant to be: a new one, or an old one that came back. What should be on it is made
     * anew in the background.
     *
     * @return how it is then
     * @throws IllegalArgumentException if no store has such a device
     */
    public DeviceStatus accept(String device) {
        var custodian = with(device);
        custodian.accept(device);
        return custodian.status().devices().stream()
                .filter(status -> status.device().equals(device))
                .findFirst()
                .orElseThrow();
    }

    private Custodian with(String device) {
        return custodians()
                .filter(custodian -> custodian.has(device))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store has a device " + device));
    }
}
