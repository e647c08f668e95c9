package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.redundant.Calls.Outcome;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as shards on many devices: copies, or k + m of a Reed-Solomon code. A put returns when a quorum of shards is durable, and
 * what is missing of the others is recorded as owed, in the same step that makes the blob visible. Reads need any k shards.
 * {@link Custodian} keeps it whole. One process uses the devices at a time.
 */
public final class RedundantBlobStore implements BlobStore {
    /** Longest blob; all of its shards are in memory while it is put. */
    public static final int BLOB_BYTES_MAX = 1 << 30;

    private static final Logger LOG = LoggerFactory.getLogger(RedundantBlobStore.class);
    /** Of a generation; the bits above are milliseconds. */
    static final int RANDOM_BITS = 20;

    private final RedundancySettings settings;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Calls calls;
    private final Codes codes;
    private final Devices devices;
    private final LayoutCache layouts;
    private final ShardReads reads;
    private final KeyLocks locks = new KeyLocks();
    private final Memory memory = new Memory();
    private final Custodian custodian;

    /**
     * Looks at the devices, and takes over what they hold when the ledger knows nothing of them.
     *
     * @param devices closed with this store
     * @throws IllegalArgumentException if they have too few failure domains
     */
    RedundantBlobStore(
            RedundancySettings settings,
            List<Device> devices,
            Ledger ledger,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
        this.calls = new Calls(settings.patience());
        this.codes = new Codes(settings);
        this.devices = new Devices(
                devices, settings, ledger, clock, () -> new UUID(random.nextLong(), random.nextLong()), calls);
        this.layouts = new LayoutCache(ledger);
        this.reads = new ShardReads(this.devices, codes, calls, clock, this::found);
        this.custodian = new Custodian(settings, this.devices, ledger, layouts, reads, codes, locks, memory, clock);
        this.devices.probe();
        custodian.adoptPending();
    }

    /** Keeps the blobs whole; the store's owner calls it from time to time, or lets {@link Custodian#start} do so. */
    public Custodian custodian() {
        return custodian;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ofAll(devices.all().stream()
                .filter(Device::readable)
                .map(Device::store)
                .toList());
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        if (content.length() > BLOB_BYTES_MAX) {
            throw new IllegalArgumentException("blob " + key + " is longer than " + BLOB_BYTES_MAX + " bytes");
        }
        locks.locked(key, () -> {
            // Not the cache: what it knows may be gone, and then nothing would be stored.
            if (ledger.find(key).isEmpty()) {
                putNew(key, content);
            }
            return key;
        });
    }

    private void putNew(BlobKey key, BlobContent content) {
        var layout = lay(key, content.length());
        int taken = memory.take(layout.storedBytes());
        EncodedBlob encoded;
        try {
            encoded = EncodedBlob.of(content, layout, codes.of(layout));
        } catch (RuntimeException | Error e) {
            memory.give(taken);
            throw e;
        }
        // A call that is given up still has the bytes.
        record(layout, write(layout, encoded, () -> memory.give(taken)));
    }

    private Layout lay(BlobKey key, long length) {
        var scheme = settings.schemeFor(length);
        long generation = clock.millis() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
        long storedLength = new ShardHeader(key, generation, scheme, scheme.generator(), 0, length).storedLength();
        var chosen = devices.choose(key, scheme, storedLength);
        if (chosen.size() < scheme.shards()) {
            throw new BlobException(
                    Reason.FAILED,
                    "only " + chosen.size() + " failure domains are left for " + scheme + " of blob " + key);
        }
        return new Layout(
                key,
                generation,
                scheme,
                scheme.generator(),
                length,
                chosen.stream().map(Device::name).toList());
    }

    /** Writes to all devices at once; those that are down are not waited for. */
    private List<Outcome<Boolean>> write(Layout layout, EncodedBlob encoded, Runnable ended) {
        var numbers = numbers(layout);
        var targets = layout.devices().stream().map(devices::require).toList();
        return calls.all(
                targets,
                device -> {
                    var shard = layout.shard(numbers.getOrDefault(device.name(), -1));
                    device.store().put(shard.storedAs(), encoded.shard(shard));
                    return true;
                },
                ended);
    }

    private static Map<String, Integer> numbers(Layout layout) {
        var numbers = new HashMap<String, Integer>();
        layout.devices().forEach(device -> numbers.put(device, numbers.size()));
        return numbers;
    }

    private void record(Layout layout, List<Outcome<Boolean>> outcomes) {
        var owed = new ArrayList<Debt>();
        for (int shard = 0; shard < outcomes.size(); shard++) {
            var outcome = outcomes.get(shard);
            if (outcome.failure() != null) {
                judge(outcome);
                owed.add(reads.owed(layout, shard, "it was not written: " + outcome.failure()));
            }
        }
        int durable = layout.scheme().shards() - owed.size();
        if (durable < settings.quorum(layout.scheme())) {
            undo(layout);
            throw failure(layout, durable, outcomes);
        }
        try {
            if (!ledger.add(layout, owed)) {
                // Somebody who does not share our locks was first; whoever is first is right.
                undo(layout);
            }
        } finally {
            // Also when the ledger fails: it may have been changed before.
            layouts.changed(layout.key());
        }
    }

    private void judge(Outcome<Boolean> outcome) {
        if (outcome.timedOut()) {
            devices.givenUp(outcome.device(), "a write took too long");
        } else {
            outcome.device().doubt();
        }
    }

    private BlobException failure(Layout layout, int durable, List<Outcome<Boolean>> outcomes) {
        boolean full = outcomes.stream()
                .anyMatch(outcome -> outcome.failure() instanceof BlobException e && e.reason() == Reason.FULL);
        var failures = outcomes.stream()
                .filter(outcome -> outcome.failure() != null)
                .map(outcome -> outcome.device() + ": " + outcome.failure())
                .toList();
        return new BlobException(
                full ? Reason.FULL : Reason.FAILED,
                "blob " + layout.key() + " is on " + durable + " devices, " + settings.quorum(layout.scheme())
                        + " are needed: " + failures);
    }

    /** A failed put takes no room: what cannot be deleted now is owed. */
    private void undo(Layout layout) {
        var gone = Debt.gone(layout, clock.instant());
        try {
            ledger.owe(gone);
            deleteShards(layout, gone);
        } catch (BlobException e) {
            LOG.warn("what was written of blob {} stays until the next walk over the devices", layout.key(), e);
        }
    }

    private void deleteShards(Layout layout, List<Debt> gone) {
        var numbers = numbers(layout);
        var reachable = layout.devices().stream()
                .filter(devices::readable)
                .map(devices::require)
                .toList();
        var outcomes = calls.all(reachable, device -> {
            device.store()
                    .delete(layout.shard(numbers.getOrDefault(device.name(), -1))
                            .storedAs());
            return true;
        });
        for (var outcome : outcomes) {
            if (outcome.failure() == null) {
                ledger.settle(gone.get(numbers.getOrDefault(outcome.device().name(), -1)));
            } else {
                judge(outcome);
            }
        }
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return stream(key, offset, length);
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        try {
            return stream(key, offset, length).readWhole();
        } catch (BlobException e) {
            // Its shards may have moved meanwhile.
            layouts.changed(key);
            return stream(key, offset, length).readWhole();
        }
    }

    private BlobStream stream(BlobKey key, long offset, long length) {
        var layout = layouts.find(key).orElseThrow(() -> BlobException.notFound(key));
        if (offset < 0 || length < 0 || offset > layout.length() - length) {
            throw BlobException.outOfRange(key, offset, length, layout.length());
        }
        return new BlobStream(reads, layout, offset, length);
    }

    /** A read found something missing; that it is recorded is not worth failing the read. */
    private void found(Debt debt) {
        try {
            if (ledger.find(debt.key()).filter(layout -> layout.names(debt)).isPresent()) {
                ledger.owe(List.of(debt));
            }
        } catch (BlobException e) {
            LOG.warn(
                    "shard {} of blob {} on {} could not be recorded as missing",
                    debt.shard(),
                    debt.key(),
                    debt.device(),
                    e);
        }
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return layouts.find(key).map(layout -> new BlobStat(key, layout.length()));
    }

    @Override
    public void delete(BlobKey key) {
        locks.locked(key, () -> {
            Optional<Layout> removed;
            try {
                removed = ledger.remove(key, clock.instant());
            } finally {
                layouts.changed(key);
            }
            removed.ifPresent(layout -> {
                deleteShards(layout, Debt.gone(layout, clock.instant()));
            });
            return key;
        });
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return ledger.list(prefix, after, Math.clamp(limit, 1, LIST_MAX)).stream()
                .map(layout -> new BlobStat(layout.key(), layout.length()))
                .toList();
    }

    /** As much as one shard may take on the fullest device, times the shards that hold data. */
    @Override
    public OptionalLong freeBytes() {
        var writable = devices.all().stream().filter(Device::writable).toList();
        var room = devices.freeBytes(writable).values().stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sorted()
                .toArray();
        int needed = settings.quorum(settings.coded());
        if (room.length < needed) {
            return room.length == 0 && devices.all().stream().anyMatch(Device::writable)
                    ? OptionalLong.empty()
                    : OptionalLong.of(0);
        }
        return OptionalLong.of(room[room.length - needed] * settings.coded().dataShards());
    }

    @Override
    public void close() {
        custodian.close();
        calls.close();
        devices.close();
    }

    Devices devices() {
        return devices;
    }

    /** For those who have no ledger in a database: everything is forgotten with the process. */
    public static RedundantBlobStore inMemory(RedundancySettings settings, List<Device> devices, InstantSource clock) {
        return new RedundantBlobStore(settings, devices, new MemoryLedger(), clock, new Random());
    }
}
