package dev.cairn.allinone.embedded;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.job.Progress;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Says on the console what a verification finds wrong. */
final class Proof implements Progress {
    private final PrintStream out;
    private final AtomicLong found = new AtomicLong();

    Proof(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(long total, String unit, String message) {
        out.println(Character.toUpperCase(message.charAt(0)) + message.substring(1));
    }

    @Override
    public void advance(long more) {}

    @Override
    public void count(String name, long more) {}

    @Override
    public void found(Finding finding) {
        found.incrementAndGet();
        out.println(finding.name() + ": " + finding.detail());
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
