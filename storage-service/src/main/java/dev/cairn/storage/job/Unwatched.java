package dev.cairn.storage.job;

import dev.cairn.contracts.storage.Finding;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress that only logs what is wrong. */
final class Unwatched implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Unwatched.class);

    private final AtomicLong found = new AtomicLong();

    @Override
    public void begin(long total, String unit, String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void advance(long more) {}

    @Override
    public void count(String name, long more) {}

    @Override
    public void found(Finding finding) {
        found.incrementAndGet();
        LOG.error("{}: {}", finding.name(), finding.detail());
    }

    @Override
    public long found() {
        return found.get();
    }

    @Override
    public void checkpoint() {}

    @Override
    public void reached(String position) {}

    @Override
    public Optional<String> resumed() {
        return Optional.empty();
    }
}
