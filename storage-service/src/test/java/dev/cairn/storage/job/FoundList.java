package dev.cairn.storage.job;

import dev.cairn.contracts.storage.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Progress that keeps what was found, for tests. */
public final class FoundList implements Progress {
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final List<Long> totals = new ArrayList<>();
    private int left = -1;

    public List<Finding> findings() {
        return findings;
    }

    /** The parts of the work that were begun. */
    public List<String> begun() {
        return begun;
    }

    /** How much each of these parts was said to be. */
    public List<Long> totals() {
        return totals;
    }

    @Override
    public void begin(long total, String unit, String message) {
        begun.add(message);
        totals.add(total);
    }

    @Override
    public void advance(long more) {}

    @Override
    public void count(String name, long more) {}

    @Override
    public void found(Finding finding) {
        findings.add(finding);
    }

    @Override
    public long found() {
        return findings.size();
    }

    /** Ends the work at a checkpoint. */
    public void cancelAfter(int checkpoints) {
        left = checkpoints;
    }

    @Override
    public void checkpoint() {
        if (left-- == 0) {
            throw new CancelledException();
        }
    }

    @Override
    public void reached(String position) {}

    @Override
    public Optional<String> resumed() {
        return Optional.empty();
    }
}
