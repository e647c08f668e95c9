package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the blobs of one store whole: probes devices, repays debts, verifies, moves. All of it may be called at any time, from any
 * thread, beside the two threads that do it by themselves.
 */
public final class Custodian implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Custodian.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PROBE_EVERY = 30;
    /** Verified by the time half the period is over, so that what a bad night leaves undone is done in the period. */
    private static final int SCRUB_HASTE = 2;

    private static final long SCRUB_BLOBS = 100;

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
    private volatile boolean misplaced = true;
    private final Stop stop = new Stop();
    private @Nullable Thread healing;
    private @Nullable Thread tending;

    private record Counted(Redundancy redundancy, Instant at) {}

    Custodian(
            RedundancySettings settings,
            Devices devices,
            Ledger ledger,
            LayoutCache layouts,
            ShardReads reads,
            KeyLocks locks,
            InstantSource clock) {
        this.settings = settings;
        this.devices = devices;
        this.ledger = ledger;
        this.clock = clock;
        this.repair = new Repair(
                devices, ledger, layouts, reads, locks, clock, new Throttle(settings.bytesPerSecond(), stop), stop);
        this.scrub = new Scrub(devices, ledger, reads, clock, new Throttle(settings.bytesPerSecond(), stop), stop);
        this.rebalancing = new Rebalancing(devices, ledger, repair, locks, stop);
        this.adoption = new Adoption(devices, ledger, layouts, locks, clock);
        this.census = new Census(devices, ledger);
    }

    /** Starts both threads; {@link #close} ends them. */
    public synchronized void start() {
        if (healing == null) {
            healing = Thread.ofVirtual()
                    .name("redundancy-healing-" + settings.name())
                    .start(() -> repeat(this::heal));
            tending = Thread.ofVirtual()
                    .name("redundancy-tending-" + settings.name())
                    .start(() -> repeat(this::tend));
        }
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

    private void heal(long turn) {
        if (turn % PROBE_EVERY == 0) {
            devices.probe();
        } else {
            devices.probeDoubted();
        }
        devices.giveUpLost();
        if (turn % PROBE_EVERY == 0 || !ledger.debts(Debt.Kind.OWED, 0, 1).isEmpty()) {
            repair.repay();
        }
        if (turn % PROBE_EVERY == 0) {
            measured = status();
        }
    }

    /** The status of the last half minute, for those who ask often; null at first, or when nothing runs in the background. */
    public @Nullable RedundancyStatus measured() {
        return measured;
    }

    private void tend(long turn) {
        scrub.verify(clock.instant().minus(settings.scrubPeriod().dividedBy(SCRUB_HASTE)), SCRUB_BLOBS);
        if (misplaced && turn % PROBE_EVERY == 0) {
            misplaced = rebalancing.run() > 0;
        }
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
                ledger.unverifiedCount(clock.instant().minus(settings.scrubPeriod())),
                last == null ? null : last.redundancy(),
                last == null ? null : last.at());
    }

    private List<DeviceStatus> deviceStatus() {
        var loads = ledger.loads();
        return devices.all().stream()
                .map(device -> status(device, loads.getOrDefault(device.name(), new Ledger.DeviceLoad(0, 0, 0, 0))))
                .toList();
    }

    private DeviceStatus status(Device device, Ledger.DeviceLoad load) {
        var condition = device.condition();
        var free = freeBytes(device);
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

    private static OptionalLong freeBytes(Device device) {
        try {
            return device.readable() ? device.store().freeBytes() : OptionalLong.empty();
        } catch (BlobException e) {
            return OptionalLong.empty();
        }
    }

    /** Verifies every blob now, as fast as the background rate allows. */
    public ScrubReport scrub() {
        var round = scrub.verify(clock.instant(), Long.MAX_VALUE);
        return new ScrubReport(round.blobs(), round.bytes(), round.bad());
    }

    /** Repays debts until no more can be, then counts. */
    public RepairReport repair() {
        probe();
        var round = repair.repay();
        long repaid = round.repaid();
        while (round.repaid() > 0 && round.left() > 0) {
            round = repair.repay();
            repaid += round.repaid();
        }
        return new RepairReport(repaid, round.left(), census());
    }

    /** Reads every byte of every device and counts what is there. */
    public Redundancy census() {
        var redundancy = census.take();
        counted = new Counted(redundancy, clock.instant());
        return redundancy;
    }

    /** Moves shards to where they should be; returns how many. */
    public long rebalance() {
        return rebalancing.run();
    }

    /**
     * Takes what devices hold and the ledger does not know into the ledger, for a ledger that was lost or is older than the
     * devices: also blobs that were deleted while a device was away come back. Returns how many blobs.
     */
    public long adopt() {
        return adoption.run(true).adopted();
    }

    /** Deletes shards that others stand for: left over from moves, deletions and earlier puts. Returns how many. */
    public long clearStale() {
        return adoption.run(false).stale();
    }

    /**
     * Begins to empty a device, or ends that; survives a restart. What is on it moves in the background; it may be taken out when
     * its status is empty.
     */
    public void drain(String device, boolean on) {
        devices.drain(devices.require(device), on);
        misplaced = true;
    }

    /** Says that the device that is there now is meant to be: a new disk, or an old one that came back. */
    public void accept(String device) {
        devices.accept(devices.require(device));
        misplaced = true;
    }

    /** Ends the threads; waits for the steps they are at. */
    @Override
    public synchronized void close() {
        stop.request();
        for (var thread : new @Nullable Thread[] {healing, tending}) {
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
