package dev.cairn.storage.job;

import dev.cairn.contracts.storage.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Progress that keeps what was found, for tests. */
public final class FoundList implements Progress {
    private final List<Finding> findings = new ArrayList<>();

    public List<Finding> findings() {
        return findings;
    }

    @Override
    public void begin(long total, String unit, String message) {}

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

    @Override
    public void checkpoint() {}

    @Override
    public void reached(String position) {}

    @Override
    public Optional<String> resumed() {
        return Optional.empty();
    }
}
