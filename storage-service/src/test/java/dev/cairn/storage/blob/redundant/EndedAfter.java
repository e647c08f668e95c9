package dev.cairn.storage.blob.redundant;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.util.Optional;

/** Progress that ends the work at one of its checkpoints. */
final class EndedAfter implements Progress {
    private int left;

    /** @param checkpoints that are passed */
    EndedAfter(int checkpoints) {
        left = checkpoints;
    }

    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void checkpoint() {
        if (left-- == 0) {
            throw new Ended();
        }
    }

    @Override
    public void begin(long total, String unit, String message) {}

    @Override
    public void advance(long more) {}

    @Override
    public void count(String name, long more) {}

    @Override
    public void found(Finding finding) {}

    @Override
    public long found() {
        return 0;
    }

    @Override
    public void reached(String position) {}

    @Override
    public Optional<String> resumed() {
        return Optional.empty();
    }
}
