package dev.cairn.metadata.retention;

import dev.cairn.contracts.background.Background.Stop;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, now and then, in small transactions. Several processes may do so at once: none does harm. */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final List<Retained> retained;
    private final int batch;

    Sweeper(List<Retained> retained, int batch) {
        this.retained = List.copyOf(retained);
        this.batch = batch;
    }

    void sweep(Stop stop) {
        for (var kind : retained) {
            try {
                while (!stop.isRequested() && kind.forget(batch) == batch) {
                    LOG.debug("forgot {} rows, and there are more", batch);
                }
            } catch (RuntimeException e) {
                LOG.warn("cannot forget what is old; trying again later", e);
            }
        }
    }
}
