package dev.cairn.storage;

import dev.cairn.storage.chunk.IndexRebuild;
import dev.cairn.storage.job.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** After every start, looks for packs that a crash left durable but unknown. Runs beside requests, which never wait for it. */
final class PackAdoption implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PackAdoption.class);

    private final IndexRebuild rebuild;
    private volatile boolean started;

    PackAdoption(IndexRebuild rebuild) {
        this.rebuild = rebuild;
    }

    @Override
    public void start() {
        started = true;
        Thread.ofVirtual().name("pack-adoption").start(this::run);
    }

    private void run() {
        try {
            rebuild.adoptUnknown(Progress.unwatched());
        } catch (RuntimeException e) {
            LOG.warn("looking for unknown packs failed; the next start tries again", e);
        }
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
