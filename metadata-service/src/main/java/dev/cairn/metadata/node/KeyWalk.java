package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Goes through folders in the bytewise order of the paths below them. Since no name contains a slash, that is: in each folder
 * files by name and folders by name with a slash behind it, merged. Both orders are orders of an index.
 */
final class KeyWalk {
    private final JdbcListing listing;
    private final SpaceId space;
    private final int chunk;
    private final String after;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** A folder and the keys' part that leads to it: empty, or with a slash at the end. */
    record Top(NodeId folder, String path) {}

    /** A file with its path, or a folder with its path and a slash. */
    record Entry(NodeRow row, String key) {}

    /**
     * @param after only files with greater keys come, and only folders that may hold such
     * @param chunk how many children of a folder are read at once
     */
    KeyWalk(JdbcListing listing, SpaceId space, Top top, String prefix, String after, int chunk) {
        this.listing = listing;
        this.space = space;
        this.after = after;
        this.chunk = chunk;
        frames.push(
                new Frame(top.folder(), top.path(), prefix.substring(top.path().length())));
    }

    /** The next entry; null at the end. A folder's content does not follow unless it is {@link #enter entered} before. */
    @Nullable
    Entry next() {
        while (!frames.isEmpty()) {
            var entry = frames.element().next();
            if (entry != null) {
                return entry;
            }
            frames.pop();
        }
        return null;
    }

    void enter(Entry folder) {
        frames.push(new Frame(folder.row().id(), folder.key(), ""));
    }

    /** The first text that is greater than every text beginning with {@code prefix}; null when there is none. */
    static @Nullable String end(String prefix) {
        int length = prefix.length();
        while (length > 0) {
            int last = prefix.codePointBefore(length);
            length -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return prefix.substring(0, length) + Character.toString(next);
            }
        }
        return null;
    }

    /** One folder. */
    private final class Frame {
        private final NodeId folder;
        private final String path;
        private final @Nullable String below;
        private final Deque<NodeRow> files = new ArrayDeque<>();
        private final Deque<NodeRow> folders = new ArrayDeque<>();
        private @Nullable String filesFrom;
        private @Nullable String foldersFrom;

        Frame(NodeId folder, String path, String namePrefix) {
            this.folder = folder;
            this.path = path;
            this.below = end(namePrefix);
            // What lies before "after" in this folder is passed over; when "after" lies elsewhere it says nothing here.
            var passed = after.startsWith(path) ? after.substring(path.length()) : "";
            boolean over = !after.startsWith(path) && greater(after, path);
            var passedFolder = passed.contains("/") ? passed.substring(0, passed.indexOf('/') + 1) : passed;
            this.filesFrom = over ? null : greatest(passed.isEmpty() ? "" : successor(passed), namePrefix);
            this.foldersFrom = over ? null : greatest(passedFolder, namePrefix);
        }

        @Nullable
        Entry next() {
            fill();
            var file = files.peek();
            var sub = folders.peek();
            if (file == null && sub == null) {
                return null;
            }
            if (sub == null || (file != null && greater(sub.name() + "/", file.name()))) {
                var row = files.remove();
                return new Entry(row, path + row.name());
            }
            var row = folders.remove();
            return new Entry(row, path + row.name() + "/");
        }

        private void fill() {
            if (files.isEmpty() && filesFrom != null) {
                files.addAll(listing.files(space, folder, filesFrom, below, chunk));
                filesFrom =
                        files.size() < chunk ? null : successor(files.getLast().name());
            }
            if (folders.isEmpty() && foldersFrom != null) {
                folders.addAll(listing.folders(space, folder, foldersFrom, below, chunk));
                foldersFrom = folders.size() < chunk
                        ? null
                        : successor(folders.getLast().name() + "/");
            }
        }
    }

    /** The smallest text greater than this one: there is no NUL in names. */
    private static String successor(String text) {
        return text + '\u0001';
    }

    private static String greatest(String one, String other) {
        return greater(one, other) ? one : other;
    }

    private static boolean greater(String one, String other) {
        return Arrays.compareUnsigned(Names.utf8(one), Names.utf8(other)) > 0;
    }
}
