package dev.cairn.storage.chunk;

import dev.cairn.contracts.background.Background.Stop;
import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.pack.PackId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies packs that were found without being known, the latest first, so that what a crash left is collected again some day without
 * a word of anybody. A pack at a time, and for a quarter of the time. One that is not whole stays held, which loses nothing, and is read
 * again later, once a day at least. {@code cairn.storage.packs.held} counts them, as of the last look.
 */
public final class HeldPacks implements MeterBinder {
    /** Pause between two looks when none is due. */
    public static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(HeldPacks.class);
    private static final int RESTS_OF_WORK = 3;

    private final BlobStore blobs;
    private final RecordIndex index;
    private final PackCheck check;
    private volatile long held;

    HeldPacks(BlobStore blobs, RecordIndex index, PackCheck check) {
        this.blobs = blobs;
        this.index = index;
        this.check = check;
    }

    /** Verifies what is due, until it is to stop. */
    public Duration turn(Stop stop) {
        Duration rest;
        do {
            long begun = System.nanoTime();
            if (!verifyNext()) {
                break;
            }
            rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(RESTS_OF_WORK);
        } while (!stop.within(rest));
        return LOOK_EVERY;
    }

    /** Verifies one; false when none is due. */
    boolean verifyNext() {
        try {
            var pack = index.nextHeld();
            pack.ifPresent(this::verify);
            return pack.isPresent();
        } finally {
            held = index.held();
        }
    }

    private void verify(PackId pack) {
        var problems = Progress.unwatched();
        var unread = read(pack, problems);
        if (index.isHeld(pack)) {
            index.postpone(pack, unread.orElseGet(() -> problems.found() + " things are wrong with it"));
        } else if (unread.isEmpty() && problems.found() == 0) {
            LOG.info("pack {} was found without being known, and is whole", pack);
        }
    }

    /** Why it cannot be read now: its store is away, and those of others need not be. */
    private Optional<String> read(PackId pack, Progress problems) {
        try {
            blobs.stat(pack.blobKey())
                    .ifPresentOrElse(
                            blob -> check.check(blob, new Damage(), problems),
                            () -> problems.found(new Finding(
                                    Finding.Kind.PACK, pack.blobKey().toString(), "is missing")));
            return Optional.empty();
        } catch (BlobException e) {
            LOG.warn("pack {}, which was found without being known, cannot be read now", pack, e);
            return Optional.of("cannot be read now: " + e.getMessage());
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cairn.storage.packs.held", this, packs -> packs.held)
                .description(
                        "Packs that were found without being known, or damaged, and are not collected until they were found whole")
                .register(registry);
    }
}
