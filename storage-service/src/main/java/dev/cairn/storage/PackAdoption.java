package dev.cairn.storage;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.background.Background.Stop;
import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.job.Progress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After every start, looks for packs that a crash left durable but unknown, again and again until the store has told of all of them.
 * Runs beside requests, which never wait for it.
 */
final class PackAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(PackAdoption.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(10);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);

    private final IndexRebuild rebuild;
    private Duration pause = PAUSE_MIN;

    PackAdoption(IndexRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /** One look through the store. */
    Duration turn(Stop stop) {
        try {
            rebuild.adoptUnknown(Progress.unwatched());
        } catch (RuntimeException e) {
            LOG.warn("looking for unknown packs failed, and is tried again; nothing is unlinked until then", e);
        }
        if (rebuild.isComplete() || stop.isRequested()) {
            // What becomes unknown from now on does so by a crash, and that starts the process anew.
            return Background.NEVER;
        }
        var next = pause;
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        return next;
    }
}
