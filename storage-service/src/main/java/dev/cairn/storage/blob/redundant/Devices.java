package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.redundant.Device.State;
import dev.cairn.storage.blob.redundant.Ledger.DeviceRecord;
import dev.cairn.storage.blob.redundant.Shards.DamagedShardException;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final AtomicLong changes = new AtomicLong();

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

    /** The best device that can take a shard of the blob now and has none of it; null when there is none. */
    @Nullable
    Device substitute(Layout layout, int shard) {
        return Rendezvous.rank(layout.key(), all()).stream()
                .filter(device -> fits(layout, shard, device))
                .findFirst()
                .orElse(null);
    }

    /** Whether the device can take this shard now, has none of the blob, and its failure domain may have one more beside the others. */
    boolean fits(Layout layout, int shard, Device target) {
        var others = new ArrayList<>(layout.devices());
        others.remove(shard);
        long near = others.stream()
                .map(devices::get)
                .filter(Objects::nonNull)
                .filter(device -> device.domain().equals(target.domain()))
                .count();
        return target.writable()
                && !layout.devices().contains(target.name())
                && near < settings.perDomain()
                && hasRoom(target, layout.shard(shard).storedLength());
    }

    /** The store of a device for background work. */
    BlobStore store(Device device) {
        return new PatientStore(this, calls, device);
    }

    /** Reads all of a shard; null when every byte is what was written, else why not ({@link ShardReads#isMissing}). */
    @Nullable
    RuntimeException verify(Device device, ShardHeader shard) {
        try {
            Shards.verify(store(device), shard);
            return null;
        } catch (BlobException | DamagedShardException e) {
            return e;
        }
    }

    boolean hasRoom(Device device, long length) {
        try {
            return store(device).freeBytes().orElse(Long.MAX_VALUE) >= length;
        } catch (BlobException e) {
            return false;
        }
    }

    /** The room of devices, all asked at once; those that do not tell in time are left out. */
    Map<Device, OptionalLong> freeBytes(Collection<Device> asked) {
        var room = new LinkedHashMap<Device, OptionalLong>();
        for (var outcome : calls.all(asked, device -> device.store().freeBytes())) {
            if (outcome.result() != null) {
                room.put(outcome.device(), outcome.result());
            } else if (outcome.timedOut()) {
                givenUp(outcome.device(), "it was asked for its room and did not answer");
            } else {
                outcome.device().doubt();
            }
        }
        return room;
    }

    /** Looks at every device. One that the ledger does not know and that has been one of this store is to be adopted. */
    synchronized void probe() {
        var records = ledger.devices();
        var ready = new ArrayList<Device>();
        for (var device : all()) {
            if (calls.isLate(device)) {
                set(device, State.DOWN, "a call that took too long has not ended yet");
            } else {
                ready.add(device);
            }
        }
        for (var looked : calls.all(ready, device -> examine(device, records.get(device.name())))) {
            var device = looked.device();
            var seen = looked.result();
            if (seen == null) {
                set(device, State.DOWN, "it does not answer: " + looked.failure());
            } else {
                if (seen.introduced() != null) {
                    ledger.save(device.name(), seen.introduced());
                    LOG.info("store {}: device {} is new", settings.name(), device);
                }
                set(device, seen.state(), seen.cause());
            }
        }
    }

    /** Looks at those that failed lately. */
    void probeDoubted() {
        if (all().stream().anyMatch(Device::doubted)) {
            probe();
        }
    }

    /**
     * What a look at a device found. Nothing is changed before it is known to be in time.
     *
     * @param introduced what is to be recorded of a device that was not
     */
    private record Seen(State state, String cause, @Nullable DeviceRecord introduced) {
        static Seen down(String cause) {
            return new Seen(State.DOWN, cause, null);
        }
    }

    private Seen examine(Device device, @Nullable DeviceRecord recorded) {
        try {
            var store = device.opened();
            var identity = DeviceIdentity.find(store);
            var wrong = wrong(device, store, identity, recorded);
            if (wrong != null) {
                // Opened anew next time: another disk may be mounted there by then.
                device.reopen();
                return Seen.down(wrong);
            }
            if (recorded != null) {
                device.drain(recorded.draining());
                return tryWriting(store, null);
            }
            var id = identity.map(DeviceIdentity::id).orElseGet(ids);
            new DeviceIdentity(id, device.name()).write(store);
            return tryWriting(store, new DeviceRecord(id, false, identity.isPresent()));
        } catch (IOException | RuntimeException e) {
            device.reopen();
            return Seen.down("it cannot be read: " + e.getMessage());
        }
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

    private Seen tryWriting(BlobStore store, @Nullable DeviceRecord introduced) {
        var name = new BlobKey("device", "probe-" + ids.get());
        try {
            store.put(name, BlobContent.of(PROBE));
            store.delete(name);
            return new Seen(State.UP, "", introduced);
        } catch (BlobException e) {
            var cause = e.reason() == Reason.FULL ? "it is full" : "it cannot be written: " + e.getMessage();
            return new Seen(State.DEGRADED, cause, introduced);
        }
    }

    private void set(Device device, State state, String cause) {
        if (device.condition().state() != state) {
            LOG.info("store {}: device {} is {}. {}", settings.name(), device, state, cause);
            changes.incrementAndGet();
        }
        device.condition(state, cause, clock.instant());
    }

    /** Another number whenever a device came, went, or is to be used in another way. */
    long changes() {
        return changes.get();
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
    synchronized void accept(Device device) {
        if (calls.isLate(device)) {
            throw new BlobException(
                    Reason.FAILED, "device " + device + ": a call that took too long has not ended yet");
        }
        device.reopen();
        var id = asked(device, this::identityOf);
        ledger.oweAll(device.name(), "device " + device + " was accepted anew", clock.instant());
        asked(device, accepted -> identify(accepted, id));
        var last = ledger.devices().getOrDefault(device.name(), new DeviceRecord(id, false, false));
        ledger.save(device.name(), new DeviceRecord(id, last.draining(), last.adopting()));
        changes.incrementAndGet();
        probe();
    }

    private UUID identityOf(Device device) {
        return DeviceIdentity.find(opened(device)).map(DeviceIdentity::id).orElseGet(ids);
    }

    private static UUID identify(Device device, UUID id) {
        new DeviceIdentity(id, device.name()).write(opened(device));
        return id;
    }

    private static BlobStore opened(Device device) {
        try {
            return device.opened();
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "device " + device + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** What the device answers, within the patience. */
    private <T> T asked(Device device, Function<Device, T> call) {
        var outcome = calls.one(device, call);
        if (outcome.result() != null) {
            return outcome.result();
        }
        throw outcome.failure() instanceof BlobException e
                ? e
                : new BlobException(Reason.FAILED, "device " + device + " does not answer: " + outcome.failure());
    }

    /**
     * Whether the device is to be emptied; survives a restart.
     *
     * @throws IllegalArgumentException if the others that are UP and not draining are too few for the shards of a blob
     */
    synchronized void drain(Device device, boolean on) {
        var records = ledger.devices();
        var recorded = records.get(device.name());
        if (recorded == null) {
            throw new BlobException(Reason.FAILED, "device " + device + " has never been up");
        }
        if (on) {
            requireRoomBeside(device, records);
        }
        ledger.save(device.name(), new DeviceRecord(recorded.identity(), on, recorded.adopting()));
        device.drain(on);
        changes.incrementAndGet();
    }

    /** {@link IllegalArgumentException} when {@link #drain} would refuse to begin. */
    void requireDrainable(Device device) {
        requireRoomBeside(device, ledger.devices());
    }

    private void requireRoomBeside(Device drained, Map<String, DeviceRecord> records) {
        var others = all().stream()
                .filter(device -> device != drained)
                .filter(device -> !Optional.ofNullable(records.get(device.name()))
                        .map(DeviceRecord::draining)
                        .orElse(false))
                .toList();
        requireDomains("device " + drained + " cannot be drained, the others are too few: ", others);
        var well = others.stream()
                .filter(device -> device.condition().state() == State.UP)
                .toList();
        requireDomains(
                "device " + drained + " cannot be drained now, of the others only " + well + " take anything: ", well);
    }

    private void requireDomains(String refusal, List<Device> these) {
        try {
            settings.requireDomains(these.stream().map(Device::domain).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal + e.getMessage(), e);
        }
    }

    /** Devices that may hold blobs which the ledger does not know and should. */
    Set<String> adopting() {
        var names = new HashSet<String>();
        ledger.devices().forEach((name, recorded) -> {
            if (recorded.adopting()) {
                names.add(name);
            }
        });
        return names;
    }

    /** That all devices were walked over since these came. */
    synchronized void adopted(Set<String> names) {
        ledger.devices().forEach((name, recorded) -> {
            if (names.contains(name)) {
                ledger.save(name, new DeviceRecord(recorded.identity(), recorded.draining(), false));
            }
        });
    }

    @Override
    public void close() {
        all().forEach(Device::close);
    }
}
