package dev.cairn.search;

import dev.cairn.contracts.id.SpaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The index of files. It can be thrown away at any time: it knows how far it is ({@link #marks}), and an empty one is at the beginning.
 * Thread-safe. Every method throws {@link SearchUnavailable} when what the index is kept in does not answer.
 */
public interface SearchIndex extends AutoCloseable {
    /** Most files in one {@link #apply} or {@link #read}. */
    int BATCH_MAX = 1_000;

    /** How far the feed of each space is. */
    Map<SpaceId, FeedMark> marks();

    /**
     * Takes changes of a space in, and with them how far that is. What it knew of a file's words it keeps, if the content is the same;
     * else the file is unread. The same again changes nothing. Found after {@link #refresh}, durable after {@link #sync}: with the
     * mark or not at all.
     *
     * @param changed files that are there, at most {@link #BATCH_MAX}
     * @param gone nodes that are not, at most {@link #BATCH_MAX}
     */
    void apply(SpaceId space, List<IndexedFile> changed, Collection<FileKey> gone, FeedMark mark);

    /** Takes in what was read, at most {@link #BATCH_MAX} files; of a file whose content is another now, nothing. */
    void read(List<FileWords> words);

    /** What was taken in is found from now on. */
    void refresh();

    /** What was taken in survives from now on. */
    void sync();

    /**
     * Forgets a space. When it returns, none of its words is on the disk of the index any more; a disk that keeps what was overwritten
     * (a snapshot of a volume, an SSD) may have them.
     */
    void erase(SpaceId space);

    /** Removes from the disk what was deleted and is only marked so. Takes as long as rewriting the parts that have such marks. */
    void expunge();

    /** Forgets everything. */
    void clear();

    /** Files that are found but not read, at most {@code limit}, the latest first as far as that is known. */
    List<UnreadFile> unread(int limit);

    /** How many files are not read yet. */
    long unreadCount();

    /** The files that answer, best first. They may be gone by now, and whether the asker may know of them is the asker's to check. */
    List<FileKey> find(TextQuery query);

    /** What was read in those of these files that were: at most {@link #BATCH_MAX}. */
    Map<FileKey, FileWords> words(Collection<FileKey> files);

    /** Makes everything durable and lets go of it. */
    @Override
    void close();
}
