package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.redundant.Device.State;
import dev.cairn.storage.blob.redundant.Ledger.DeviceRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices of one redundant store, and how each of them is. */
final class Devices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final byte[] PROBE = {1};

    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final RedundancySettings settings;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Calls calls;
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

    /** {@link IllegalArgumentException} unless there are enough failure domains for the shards of every blob. */
    Devices(
            List<Device> devices,
            RedundancySettings settings,
            Ledger ledger,
            InstantSource clock,
            Supplier<UUID> ids,
            Calls calls) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.calls = calls;
        for (var device : devices) {
            if (this.devices.put(device.name(), device) != null) {
                throw new IllegalArgumentException("two devices are called " + device.name());
            }
        }
        settings.requireDomains(devices.stream().map(Device::domain).toList());
    }

    Collection<Device> all() {
        return devices.values();
    }

    @Nullable
    Device named(String name) {
        return devices.get(name);
    }

    Device require(String name) {
        var device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("store " + settings.name() + " has no device " + name);
        }
        return device;
    }

    boolean readable(String name) {
        var device = devices.get(name);
        return device != null && device.readable();
    }

    /** Names of devices that shards are recorded on and that cannot be read now. */
    Set<String> unreadable() {
        var names = new HashSet<>(ledger.devices().keySet());
        names.removeIf(this::readable);
        return names;
    }

    /** Devices for a new blob; with those that cannot take it last. */
    List<Device> choose(BlobKey key, Scheme scheme, long storedLength) {
        var eligible = all().stream().filter(device -> !device.draining()).toList();
        return Rendezvous.choose(
                key,
                eligible,
                scheme.shards(),
                settings.perDomain(),
                device -> device.writable() && hasRoom(device, storedLength));
    }

    /** Where the shards of a blob would best be, if every device that is not draining were well. */
    List<Device> ideal(BlobKey key, Scheme scheme) {
        var eligible = all().stream().filter(device -> !device.draining()).toList();
        return Rendezvous.choose(key, eligible, scheme.shards(), settings.perDomain(), _ -> true);
    }

    /** The best device that can take a shard of the blob now and stands for no other shard; null when there is none. */
    @Nullable
    Device substitute(Layout layout, int shard) {
        var others = new ArrayList<>(layout.devices());
        others.remove(shard);
        var domains = others.stream()
                .map(devices::get)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Device::domain, Collectors.counting()));
        long length = layout.shard(shard).storedLength();
        return Rendezvous.rank(layout.key(), all()).stream()
                .filter(device -> device.writable() && !others.contains(device.name()))
                .filter(device -> domains.getOrDefault(device.domain(), 0L) < settings.perDomain())
                .filter(device -> hasRoom(device, length))
                .findFirst()
                .orElse(null);
    }

    static boolean hasRoom(Device device, long length) {
        try {
            return device.store().freeBytes().orElse(Long.MAX_VALUE) >= length;
        } catch (BlobException e) {
            device.doubt();
            return false;
        }
    }

    /** Looks at every device. True if one was there that the ledger did not know: then the ledger is new and they are not. */
    boolean probe() {
        var records = ledger.devices();
        boolean foreign = false;
        for (var looked : calls.all(all(), device -> examine(device, records.get(device.name())))) {
            if (looked.failure() == null) {
                foreign |= Boolean.TRUE.equals(looked.result());
            } else {
                set(looked.device(), State.DOWN, "it does not answer: " + looked.failure());
            }
        }
        return foreign;
    }

    /** Looks at those that failed lately. */
    void probeDoubted() {
        if (all().stream().anyMatch(Device::doubted)) {
            probe();
        }
    }

    private boolean examine(Device device, @Nullable DeviceRecord recorded) {
        boolean foreign = false;
        try {
            var store = device.opened();
            var identity = DeviceIdentity.find(store);
            var wrong = wrong(device, store, identity, recorded);
            if (wrong != null) {
                // Opened anew next time: another disk may be mounted there by then.
                device.reopen();
                set(device, State.DOWN, wrong);
                return false;
            }
            if (recorded == null) {
                foreign = identity.isPresent();
                introduce(device, store, identity.map(DeviceIdentity::id).orElseGet(ids));
            } else {
                device.drain(recorded.draining());
            }
            tryWriting(device, store);
        } catch (IOException | RuntimeException e) {
            device.reopen();
            set(device, State.DOWN, "it cannot be read: " + e.getMessage());
        }
        return foreign;
    }

    /** Why the device is not the one that belongs there; null when it is. */
    private static @Nullable String wrong(
            Device device, BlobStore store, Optional<DeviceIdentity> identity, @Nullable DeviceRecord recorded) {
        if (recorded == null) {
            if (identity.isEmpty()) {
                return store.list("", "", 1).isEmpty() ? null : "it holds blobs that are not of this store";
            }
            var name = identity.get().name();
            return name.equals(device.name()) ? null : "it is device " + name;
        }
        if (identity.isEmpty()) {
            return "it is empty or another: not mounted, or replaced and not accepted yet";
        }
        return identity.get().id().equals(recorded.identity())
                ? null
                : "it is another device, last called " + identity.get().name();
    }

    private void introduce(Device device, BlobStore store, UUID id) {
        new DeviceIdentity(id, device.name()).write(store);
        ledger.save(device.name(), new DeviceRecord(id, false));
        LOG.info("store {}: device {} is new", settings.name(), device);
    }

    private void tryWriting(Device device, BlobStore store) {
        var name = new BlobKey("device", "probe-" + ids.get());
        try {
            store.put(name, BlobContent.of(PROBE));
            store.delete(name);
            set(device, State.UP, "");
        } catch (BlobException e) {
            set(
                    device,
                    State.DEGRADED,
                    e.reason() == Reason.FULL ? "it is full" : "it cannot be written: " + e.getMessage());
        }
    }

    private void set(Device device, State state, String cause) {
        if (device.condition().state() != state) {
            LOG.info("store {}: device {} is {}. {}", settings.name(), device, state, cause);
        }
        device.condition(state, cause, clock.instant());
    }

    /** That the device did not answer in time; nobody waits for it again until it was looked at. */
    void givenUp(Device device, String cause) {
        set(device, State.DOWN, cause);
        device.doubt();
    }

    /** Owes what is on devices that have been DOWN for longer than the grace, once for each time they go. */
    void giveUpLost() {
        var now = clock.instant();
        for (var device : all()) {
            if (device.readable()) {
                givenUp.remove(device.name());
            } else if (device.condition().since().plus(settings.grace()).isBefore(now) && givenUp.add(device.name())) {
                long shards = ledger.oweAll(device.name(), "device " + device + " is down", now);
                LOG.warn(
                        "store {}: device {} has been down for {}, {} shards are owed",
                        settings.name(),
                        device,
                        settings.grace(),
                        shards);
            }
        }
    }

    /**
     * Takes the device as it is: a new one in the place of the old, or the old one back. Everything that should be on it is owed
     * until it was verified or made anew.
     */
    void accept(Device device) {
        try {
            device.reopen();
            var store = device.opened();
            var id = DeviceIdentity.find(store).map(DeviceIdentity::id).orElseGet(ids);
            var draining = ledger.devices()
                    .getOrDefault(device.name(), new DeviceRecord(id, false))
                    .draining();
            ledger.oweAll(device.name(), "device " + device + " was accepted anew", clock.instant());
            new DeviceIdentity(id, device.name()).write(store);
            ledger.save(device.name(), new DeviceRecord(id, draining));
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "device " + device + " cannot be opened", e);
        }
        probe();
    }

    /** Whether the device is to be emptied; survives a restart. */
    void drain(Device device, boolean on) {
        var recorded = ledger.devices().get(device.name());
        if (recorded == null) {
            throw new BlobException(Reason.FAILED, "device " + device + " has never been up");
        }
        ledger.save(device.name(), new DeviceRecord(recorded.identity(), on));
        device.drain(on);
    }

    @Override
    public void close() {
        all().forEach(Device::close);
    }
}
