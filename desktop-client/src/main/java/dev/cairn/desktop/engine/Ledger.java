package dev.cairn.desktop.engine;

import dev.cairn.content.Manifest;
import dev.cairn.desktop.apply.DiskSteps;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.Journal;
import dev.cairn.desktop.index.JournalEntry;
import dev.cairn.desktop.index.PendingCommit;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.transfer.Uploads;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes into the journal next, and when: always after the disk, so that what the journal calls agreed is durable. */
final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final String FAILED = "diskFailed";

    private final Replica trees;
    private final Journal journal;
    private final LocalFiles files;
    private final DiskSteps disk;
    private final Settling settling;
    private final ConflictNotes conflicts;
    private final JournalEntry entry = new JournalEntry();
    private boolean pressing;

    Ledger(
            Replica trees,
            Journal journal,
            LocalFiles files,
            DiskSteps disk,
            Settling settling,
            ConflictNotes conflicts) {
        this.trees = trees;
        this.journal = journal;
        this.files = files;
        this.disk = disk;
        this.settling = settling;
        this.conflicts = conflicts;
    }

    /** A disk that failed since the system was started is not believed by the next process either. */
    void resume() {
        conflicts.resume(name -> fact(name, ""));
        if (fact(FAILED, "").equals(sinceBoot())) {
            settling.inVain();
        }
    }

    private String sinceBoot() {
        return "boot " + files.bootId();
    }

    /** The disk could not write. */
    void distrust() {
        if (!settling.isInVain()) {
            LOG.warn("This disk could not write: what was fetched lately is read again after the next start of the"
                    + " system");
        }
        settling.inVain();
        note(FAILED, sinceBoot());
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

    /** A fact that a crash must not cost. */
    void noteUrgent(String name, String value) {
        note(name, value);
        pressing = true;
    }

    /** How a content is made up, if that is asked for ever: where its chunks are, and which the next version is like. */
    void note(Manifest manifest) {
        if (manifest.chunks().size() > 1 || manifest.size() >= Uploads.ALIKE_BYTES_MIN) {
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
        return trees.synced().isTouched()
                || !entry.sending.isEmpty()
                || !entry.answered.isEmpty()
                || conflicts.isTouched()
                || pressing;
    }

    /**
     * First the disk, then the journal. When the disk fails nothing goes into the journal; trying again may seem to work, so
     * what was agreed since the last time is from then on not settled.
     */
    void flush() throws IOException {
        try {
            disk.syncFolders();
        } catch (IOException e) {
            distrust();
            throw e;
        } finally {
            if (settling.isInVain()) {
                settling.doubt(Set.copyOf(trees.synced().touched()));
            }
        }
        conflicts.facts().forEach(this::note);
        if (!entry.isEmpty()
                || trees.local().isTouched()
                || trees.remote().isTouched()
                || trees.synced().isTouched()) {
            journal.save(trees, entry);
            conflicts.saved();
            pressing = false;
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
