package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the blobs of one store whole: probes devices, repays debts, verifies, moves. All of it may be called at any time, from any
 * thread, beside the three threads that do it by themselves.
 */
public final class Custodian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);
    private static final Progress NOBODY = Progress.unwatched();
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PROBE_EVERY = 30;
    /** Turns between two looks at whether a walk over the devices is due. */
    private static final int WALK_EVERY = 3600;

    /** Verified by the time half the period is over, so that what a bad night leaves undone is done in the period. */
    private static final int SCRUB_HASTE = 2;

    private static final long SCRUB_BLOBS = 100;
    /** Debts of each kind tried in one turn. */
    private static final int REPAY_MOST = 1000;
    /** Turns without repair when nothing could be repaid, at most. */
    private static final int REST_MAX = 64;

    private final RedundancySettings settings;
    private final Devices devices;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Repair repair;
    private final Scrub scrub;
    private final Rebalancing rebalancing;
    private final Adoption adoption;
    private final Census census;
    private volatile @Nullable Counted counted;
    private volatile @Nullable RedundancyStatus measured;
    /** {@link Devices#changes} when all was where it should be; what changed since may want moves. */
    private volatile long balanced = -1;
    /** The devices that were walked over in the last adoption; without others, another would find no more. */
    private volatile Set<String> walked = Set.of();
    /** Adoptions that run or wait to. */
    private final AtomicInteger adoptions = new AtomicInteger();

    private int rest;
    private long nextRepay;
    private long repaidAt = -1;
    private final Stop stop = new Stop();
    private @Nullable Thread watching;
    private @Nullable Thread healing;
    private @Nullable Thread tending;

    private record Counted(Redundancy redundancy, Instant at) {}

    Custodian(
            RedundancySettings settings,
            Devices devices,
            Ledger ledger,
            LayoutCache layouts,
            ShardReads reads,
            Codes codes,
            KeyLocks locks,
            Memory memory,
            InstantSource clock) {
        this.settings = settings;
        this.devices = devices;
        this.ledger = ledger;
        this.clock = clock;
        this.repair = new Repair(
                devices,
                ledger,
                layouts,
                reads,
                locks,
                memory,
                clock,
                settings.grace(),
                new Throttle(settings.bytesPerSecond(), stop),
                stop);
        this.scrub = new Scrub(
                devices, ledger, reads, codes, locks, clock, new Throttle(settings.bytesPerSecond(), stop), stop);
        this.rebalancing = new Rebalancing(devices, ledger, repair, locks, stop);
        this.adoption = new Adoption(
                devices, ledger, layouts, locks, clock, new Throttle(settings.bytesPerSecond(), stop), stop);
        this.census = new Census(devices, ledger);
    }

    /** Starts the threads; {@link #close} ends them. */
    public synchronized void start() {
        if (healing == null) {
            watching = started("watching", this::watch);
            healing = started("healing", this::heal);
            tending = started("tending", this::tend);
        }
    }

    private Thread started(String name, Turn turn) {
        return Thread.ofVirtual()
                .name("redundancy-" + name + "-" + settings.name())
                .start(() -> repeat(turn));
    }

    private interface Turn {
        void take(long number);
    }

    private void repeat(Turn turn) {
        for (long number = 0; !stop.isRequested(); number++) {
            try {
                turn.take(number);
            } catch (RuntimeException e) {
                LOG.warn("store {}: a turn failed, the next comes in {}", settings.name(), PAUSE, e);
            }
            stop.pause(PAUSE.toNanos());
        }
    }

    /** In a thread of its own: a device that goes is noticed while a long repair is under way. */
    private void watch(long turn) {
        if (turn % PROBE_EVERY == 0) {
            devices.probe();
        } else {
            devices.probeDoubted();
        }
        devices.giveUpLost();
        if (turn % PROBE_EVERY == 0) {
            measured = status();
        }
    }

    void heal(long turn) {
        if (turn % PROBE_EVERY == 0) {
            adoptPending();
        }
        long seen = devices.changes();
        if (turn < nextRepay && seen == repaidAt) {
            return;
        }
        if (turn % PROBE_EVERY == 0 || !ledger.debts(Debt.Kind.OWED, 0, 1).isEmpty()) {
            var round = repair.repaySome(REPAY_MOST);
            boolean futile = round.repaid() == 0 && round.left() > 0;
            rest = futile ? Math.clamp(rest * 2L, 1, REST_MAX) : 0;
            nextRepay = turn + rest;
            repaidAt = seen;
        }
    }

    /** When there are devices to adopt, and one that the last adoption could not look at. */
    void adoptPending() {
        if (!devices.adopting().isEmpty() && !walked.equals(readable())) {
            adopt();
        }
    }

    private Set<String> readable() {
        return devices.all().stream().filter(Device::readable).map(Device::name).collect(Collectors.toSet());
    }

    /** The status of the last half minute, for those who ask often; null at first, or when nothing runs in the background. */
    public @Nullable RedundancyStatus measured() {
        return measured;
    }

    void tend(long turn) {
        scrub.verify(due(), SCRUB_BLOBS, NOBODY);
        long seen = devices.changes();
        if (seen != balanced && turn % PROBE_EVERY == 0 && rebalancing.run().left() == 0) {
            balanced = seen;
        }
        if (turn % WALK_EVERY == WALK_EVERY - 1) {
            clearStaleInTime();
        }
    }

    private Instant due() {
        return clock.instant().minus(settings.scrubPeriod().dividedBy(SCRUB_HASTE));
    }

    /** Bytes of devices that were scrubbed since the store was opened. */
    public long scrubbedBytes() {
        return scrub.bytesRead();
    }

    /** Shards that were made whole, or deleted late, since then. */
    public long repaidShards() {
        return repair.repaid();
    }

    /** Shards that were moved since then. */
    public long movedShards() {
        return repair.moved();
    }

    /** The name of its store. */
    public String store() {
        return settings.name();
    }

    /** Whether the store has a device of this name. */
    public boolean has(String device) {
        return devices.named(device) != null;
    }

    /** Looks at every device now. */
    public void probe() {
        devices.probe();
        devices.giveUpLost();
    }

    /** How the store is, by its ledger: no device is asked but for its room. */
    public RedundancyStatus status() {
        var last = counted;
        return new RedundancyStatus(
                settings.name(),
                settings.copies().toString(),
                settings.coded().toString(),
                deviceStatus(),
                ledger.redundancy(devices.unreadable()),
                ledger.outstanding(due()),
                ledger.outstanding(clock.instant().minus(settings.scrubPeriod()))
                        .blobs(),
                ledger.lastWalk().map(Walk::unknownBlobs).orElse(0L),
                last == null ? null : last.redundancy(),
                last == null ? null : last.at());
    }

    private List<DeviceStatus> deviceStatus() {
        var loads = ledger.loads();
        var room = devices.freeBytes(
                devices.all().stream().filter(Device::readable).toList());
        return devices.all().stream()
                .map(device -> status(
                        device,
                        loads.getOrDefault(device.name(), Ledger.DeviceLoad.NONE),
                        room.getOrDefault(device, OptionalLong.empty())))
                .toList();
    }

    private DeviceStatus status(Device device, Ledger.DeviceLoad load, OptionalLong free) {
        var condition = device.condition();
        return new DeviceStatus(
                settings.name(),
                device.name(),
                device.domain(),
                device.weight(),
                condition.state(),
                condition.cause(),
                condition.since(),
                device.draining(),
                free.isPresent() ? free.getAsLong() : null,
                load.shards(),
                load.bytes(),
                load.owed(),
                load.gone());
    }

    /** Verifies every blob now, as fast as the background rate allows. */
    public ScrubReport scrub() {
        return scrub(clock.instant(), NOBODY);
    }

    /**
     * Verifies every blob that was not verified since, as fast as the background rate allows.
     *
     * @param progress in bytes of devices; blobs that lack something are found
     */
    public ScrubReport scrub(Instant since, Progress progress) {
        scrub.doubtWhatIsToCome(since);
        progress.begin(ledger.outstanding(since).bytes(), "bytes", "reading every shard of store " + settings.name());
        var round = scrub.verify(since, Long.MAX_VALUE, progress);
        return new ScrubReport(round.blobs(), round.bytes(), round.bad());
    }

    /** Repays debts until no more can be, then counts. */
    public RepairReport repair() {
        return repair(NOBODY);
    }

    /**
     * Repays debts until no more can be, then counts.
     *
     * @param progress in debts, then in bytes of devices; blobs that are not whole at the end are found
     */
    public RepairReport repair(Progress progress) {
        probe();
        Repair.Round round;
        long repaid = 0;
        do {
            progress.begin(debts(), "shards", "making anew what store " + settings.name() + " lacks");
            round = repair.repay(progress);
            repaid += round.repaid();
        } while (round.repaid() > 0 && round.left() > 0);
        return new RepairReport(repaid, round.left(), census(progress));
    }

    private long debts() {
        return ledger.loads().values().stream()
                .mapToLong(load -> load.owed() + load.gone())
                .sum();
    }

    /** Reads every byte of every device and counts what is there. */
    public Redundancy census() {
        return census(NOBODY);
    }

    private Redundancy census(Progress progress) {
        var redundancy = census.take(progress);
        counted = new Counted(redundancy, clock.instant());
        return redundancy;
    }

    /** Moves shards to where they should be; returns how many. */
    public long rebalance() {
        return rebalancing.run().moved();
    }

    /**
     * Takes what devices hold and the ledger does not know into the ledger, for a ledger that was lost or is older than the
     * devices: also blobs that were deleted while a device was away come back. Deletes nothing. Returns how many blobs.
     */
    public long adopt() {
        adoptions.incrementAndGet();
        try {
            synchronized (adoption) {
                var pending = devices.adopting();
                var looked = new HashSet<String>();
                var round = adoption.run(true, looked, () -> false);
                walked = round.failed() == 0 ? looked : Set.of();
                if (walked.size() == devices.all().size()) {
                    devices.adopted(pending);
                }
                return round.adopted();
            }
        } finally {
            adoptions.decrementAndGet();
        }
    }

    /**
     * Deletes shards that others stand for: left over from moves, deletions and earlier puts. Those others are read first, every
     * byte. Deletes as well what nobody can ever read, a week after it was put. Returns how many. Ends early when an adoption waits,
     * as the ledger is not to be trusted then, and healing waits with it; the next walk begins anew.
     */
    public long clearStale() {
        synchronized (adoption) {
            var looked = new HashSet<String>();
            var round = adoption.run(false, looked, () -> adoptions.get() > 0);
            if (round.failed() == 0 && looked.size() == devices.all().size()) {
                ledger.walked(new Walk(clock.instant(), round.unknown()));
            }
            return round.stale();
        }
    }

    /** Once in a scrub period, when all devices can be looked at. */
    private void clearStaleInTime() {
        boolean due = ledger.lastWalk()
                .filter(walk -> walk.at().plus(settings.scrubPeriod()).isAfter(clock.instant()))
                .isEmpty();
        if (due
                && devices.adopting().isEmpty()
                && readable().size() == devices.all().size()) {
            clearStale();
        }
    }

    /**
     * Begins to empty a device, or ends that; survives a restart. What is on it moves in the background; it may be taken out when
     * its status is empty.
     *
     * @throws IllegalArgumentException if the others that are UP and not draining are too few for the shards of a blob
     */
    public void drain(String device, boolean on) {
        devices.drain(devices.require(device), on);
    }

    /** {@link IllegalArgumentException} when {@link #drain(String, boolean)} would refuse to begin. */
    public void requireDrainable(String device) {
        devices.requireDrainable(devices.require(device));
    }

    /**
     * Begins to empty a device, and moves now what can be moved now; what is left moves in the background.
     *
     * @param progress in shards
     * @throws IllegalArgumentException as {@link #drain(String, boolean)}
     */
    public DrainReport drain(String name, Progress progress) {
        drain(name, true);
        probe();
        var device = devices.require(name);
        progress.begin(load(name).shards(), "shards", "moving what is on device " + name);
        Rebalancing.Round round;
        long moved = 0;
        do {
            round = rebalancing.empty(device, progress);
            moved += round.moved();
        } while (round.moved() > 0 && round.left() > 0);
        progress.begin(load(name).gone(), "shards", "deleting what was moved from device " + name);
        repair.sweep(progress);
        var load = load(name);
        return new DrainReport(moved, load.shards(), load.gone());
    }

    private Ledger.DeviceLoad load(String device) {
        return ledger.loads().getOrDefault(device, Ledger.DeviceLoad.NONE);
    }

    /** Says that the device that is there now is meant to be: a new disk, or an old one that came back. */
    public void accept(String device) {
        devices.accept(devices.require(device));
    }

    /** Ends the threads; waits for the steps they are at. */
    @Override
    public synchronized void close() {
        stop.request();
        for (var thread : new @Nullable Thread[] {watching, healing, tending}) {
            try {
                if (thread != null && !thread.join(settings.patience())) {
                    LOG.warn("store {}: {} did not end in time", settings.name(), thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
