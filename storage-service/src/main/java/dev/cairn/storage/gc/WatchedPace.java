package dev.cairn.storage.gc;

import dev.cairn.storage.job.CancelledException;
import dev.cairn.storage.job.Progress;

/** Never rests, and ends when whoever watches wants it to. */
record WatchedPace(Progress progress) implements Pace {
    @Override
    public void rest(long workedNanos) {
        try {
            progress.checkpoint();
        } catch (CancelledException e) {
            throw new StoppedException(e);
        }
    }

    @Override
    public void begin(long total, String unit, String message) {
        progress.begin(total, unit, message);
    }

    @Override
    public void advance(long more) {
        progress.advance(more);
    }
}
