package dev.cairn.storage.admin;

import dev.cairn.contracts.storage.Finding;
import dev.cairn.storage.gc.Round;
import dev.cairn.storage.gc.StorageGc;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.Map;

/** One pass of the collector through every space, whether passes are made in the background or not. */
final class CollectTask implements Task {
    private final StorageGc collector;

    CollectTask(StorageGc collector) {
        this.collector = collector;
    }

    @Override
    public String kind() {
        return "gc";
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        progress.begin(0, "spaces", "looking for what nobody needs");
        var pass = collector.collectAll();
        progress.advance(pass.rounds().size());
        for (var round : pass.rounds()) {
            if (round.outcome() == Round.Outcome.UNREADABLE) {
                progress.found(
                        new Finding(
                                Finding.Kind.SPACE,
                                round.space().toString(),
                                "nothing is collected in it: something that has a name there cannot be read; storage verify names it"));
            }
        }
        progress.count("spaces", pass.rounds().size());
        progress.count("condemned", pass.condemned());
        progress.count("deleted", pass.deleted());
        progress.count("compacted", pass.compacted());
        progress.count("unlinked", pass.unlinked());
        progress.count("freed-bytes", pass.freedBytes());
        return pass.rounds().size() + " spaces: " + pass.condemned() + " records condemned, " + pass.deleted()
                + " deleted; " + pass.compacted() + " packs compacted, " + pass.unlinked() + " unlinked, "
                + pass.freedBytes() + " bytes freed"
                + (pass.full() ? "; the store has no room to compact in" : "");
    }
}
