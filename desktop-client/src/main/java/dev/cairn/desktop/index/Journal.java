package dev.cairn.desktop.index;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The trees on disk. What {@link #save} returned for survives a power cut; a save is all or nothing. Writing is for the
 * engine's control thread, reading for any thread.
 */
public interface Journal extends AutoCloseable {
    /** Where a chunk can be found in a content this folder has or had. */
    record ChunkPlace(ContentId content, long offset) {}

    /** Fills empty trees. Local nodes that only differ from their base in what a scan finds anew are taken from the base. */
    void load(Replica into);

    /** A named fact. */
    Optional<String> fact(String name);

    /** Batches sent and not answered, oldest first. */
    List<PendingCommit> pending();

    /**
     * Writes everything touched in the trees, and the entry; then forgets what was touched, and empties the entry.
     *
     * @throws IOException when that is not possible now (a full disk); nothing was written and nothing forgotten: try again
     * @throws IllegalStateException when the journal is damaged
     */
    void save(Replica changed, JournalEntry entry) throws IOException;

    /** How a content is made up; empty for unknown and small ones. */
    Optional<Manifest> manifest(ContentId content);

    /** Places where a chunk may be; they may be out of date: verify. At most 8. */
    List<ChunkPlace> chunk(ChunkId chunk);

    /** Forgets how contents are made up that no tree names: every edit of a large file leaves one behind. Before the engine begins. */
    void tidy();

    @Override
    void close();
}
