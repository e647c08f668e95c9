package dev.cairn.desktop.engine;

import dev.cairn.content.Manifest;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.JournalEntry;
import dev.cairn.desktop.index.PendingCommit;
import dev.cairn.desktop.index.Replica;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** What goes into the journal next, and when: always after the disk, so that what the journal calls agreed is durable. */
final class Ledger implements AutoCloseable {
    private final Replica trees;
    private final Journal journal;
    private final DiskSteps disk;
    private final JournalEntry entry = new JournalEntry();

    Ledger(Replica trees, Journal journal, DiskSteps disk) {
        this.trees = trees;
        this.journal = journal;
        this.disk = disk;
    }

    /** What was written under a name; {@code otherwise} when nothing was. */
    String fact(String name, String otherwise) {
        return journal.fact(name).orElse(otherwise);
    }

    List<PendingCommit> pending() {
        return journal.pending();
    }

    void note(String name, String value) {
        entry.facts.put(name, value);
    }

    /** How a content is made up, if that is not plain from its id. */
    void note(Manifest manifest) {
        if (manifest.chunks().size() > 1) {
            entry.manifests.put(manifest.id(), manifest);
        }
    }

    void sending(PendingCommit batch) {
        entry.sending.add(batch);
    }

    void answered(UUID batch) {
        entry.answered.add(batch);
    }

    /** Whether there is something a crash must not cost; the rest can be asked or looked at again. */
    boolean isUrgent() {
        return trees.synced().isTouched() || !entry.sending.isEmpty() || !entry.answered.isEmpty();
    }

    /** First the disk, then the journal. */
    void flush() throws IOException {
        disk.syncFolders();
        if (!entry.isEmpty()
                || trees.local().isTouched()
                || trees.remote().isTouched()
                || trees.synced().isTouched()) {
            journal.save(trees, entry);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
