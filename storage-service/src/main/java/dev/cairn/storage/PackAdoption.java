package dev.cairn.storage;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.background.Background.Stop;
import dev.cairn.storage.chunk.CrashMark;
import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.job.Progress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After every start, and after every crash of the database, looks for packs that this left durable but unknown, again and again until the
 * store has told of all of them. Runs beside requests, which never wait for it.
 */
final class PackAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(PackAdoption.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(10);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);
    /** How soon a crash of the database alone is noticed. */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final IndexRebuild rebuild;
    private final CrashMark mark;
    private Duration pause = PAUSE_MIN;
    private boolean adopted;

    PackAdoption(IndexRebuild rebuild, CrashMark mark) {
        this.rebuild = rebuild;
        this.mark = mark;
    }

    /** One look through the store, when there is reason to. */
    Duration turn(Stop stop) {
        try {
            if (!adopted || !mark.stands()) {
                adopted = false;
                // Before: what a crash takes away while this looks is looked for again.
                mark.leave();
                adopted = rebuild.adoptUnknown(Progress.unwatched()).complete();
            }
        } catch (RuntimeException e) {
            LOG.warn("looking for unknown packs failed, and is tried again; nothing is unlinked until then", e);
        }
        if (stop.isRequested()) {
            return Background.NEVER;
        }
        if (adopted) {
            pause = PAUSE_MIN;
            return LOOK_EVERY;
        }
        var next = pause;
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        return next;
    }
}
