package dev.cairn.storage.admin;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.gc.Pass;
import dev.cairn.storage.gc.StorageGc;
import dev.cairn.storage.gc.Trouble;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.Map;
import java.util.Set;

/** One pass of the collector through every space, whether passes are made in the background or not. */
final class CollectTask implements Task {
    private static final String ALLOW_LARGE = "allow-large";

    private final StorageGc collector;

    CollectTask(StorageGc collector) {
        this.collector = collector;
    }

    @Override
    public String kind() {
        return "gc";
    }

    @Override
    public Set<String> options() {
        return Set.of(ALLOW_LARGE);
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var pass = collector.collectAll(Boolean.parseBoolean(options.get(ALLOW_LARGE)), progress);
        collector.status().troubles().forEach(trouble -> progress.found(told(trouble)));
        pass.leftAlone()
                .forEach(
                        reason -> progress.found(new Finding(Finding.Kind.PACK, "packs", "are left alone: " + reason)));
        progress.count("spaces", pass.rounds().size());
        progress.count("condemned", pass.condemned());
        progress.count("deleted", pass.deleted());
        progress.count("compacted", pass.compacted());
        progress.count("unlinked", pass.unlinked());
        progress.count("freed-bytes", pass.freedBytes());
        return said(pass);
    }

    private static Finding told(Trouble trouble) {
        return new Finding(
                Finding.Kind.SPACE,
                trouble.space().toString(),
                "is not collected: " + trouble.cause() + " (" + trouble.failures() + " times in a row)");
    }

    private static String said(Pass pass) {
        return pass.rounds().size() + " spaces: " + pass.condemned() + " records condemned, " + pass.deleted()
                + " deleted; " + pass.compacted() + " packs compacted, " + pass.unlinked() + " unlinked, "
                + pass.freedBytes() + " bytes freed"
                + (pass.full() ? "; the store has no room to compact in" : "")
                + (pass.braked()
                        ? "; so much is condemned that nothing of it is deleted without your word: look at storage status, "
                                + "and say --allow-large if it is right"
                        : "");
    }
}
