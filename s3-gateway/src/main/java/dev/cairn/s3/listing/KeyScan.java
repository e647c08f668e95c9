package dev.cairn.s3.listing;

import dev.cairn.contracts.metadata.KeyPage;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Space;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of keys and common prefixes in bytewise order, for any delimiter. */
final class KeyScan {
    private static final Comparator<String> BYTEWISE = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    /** Greater than every text that begins with what stands before it. */
    private static final String AFTER_ALL = "\uDBFF\uDFFF";

    private final NodeApi nodes;

    KeyScan(NodeApi nodes) {
        this.nodes = nodes;
    }

    /**
     * What is listed.
     *
     * @param entries in order
     * @param next the last key or prefix of a page that is not the last; null at the end
     */
    record Page(List<Entry> entries, @Nullable String next) {}

    /** A key with its file, or a common prefix without. */
    record Entry(String key, @Nullable NodePath file) {}

    /** At most {@code limit} entries greater than {@code after}; {@code limit} 1 to 1,000. */
    Page page(Space space, String prefix, String delimiter, @Nullable String after, int limit) {
        var group = group(prefix, delimiter, after);
        if (group != null && after != null && !group.equals(after)) {
            return pageWithin(space, prefix, delimiter, after, group, limit);
        }
        if (delimiter.isEmpty() || delimiter.equals("/")) {
            var page = nodes.keys(space.id(), prefix, delimiter, after, limit);
            return new Page(sorted(page), page.next());
        }
        return grouped(space, prefix, delimiter, after, limit);
    }

    /** The common prefix {@code after} lies in; null when it lies in none. */
    private static @Nullable String group(String prefix, String delimiter, @Nullable String after) {
        if (after == null || delimiter.isEmpty() || !after.startsWith(prefix)) {
            return null;
        }
        int at = after.indexOf(delimiter, prefix.length());
        return at < 0 ? null : after.substring(0, at + delimiter.length());
    }

    /** The page begins in the middle of a common prefix: that is listed if it holds a key greater than {@code after}. */
    private Page pageWithin(Space space, String prefix, String delimiter, String after, String group, int limit) {
        var entries = new ArrayList<Entry>();
        var more = nodes.keys(space.id(), group, "", after, 1);
        if (!more.files().isEmpty()) {
            entries.add(new Entry(group, null));
        }
        int left = limit - entries.size();
        if (left == 0) {
            return new Page(entries, group);
        }
        var rest = page(space, prefix, delimiter, group, left);
        entries.addAll(rest.entries());
        return new Page(entries, rest.next());
    }

    private Page grouped(Space space, String prefix, String delimiter, @Nullable String after, int limit) {
        var entries = new ArrayList<Entry>();
        // A common prefix as the start means that everything in it was told.
        var group = group(prefix, delimiter, after);
        @Nullable String position = group == null ? after : group + AFTER_ALL;
        while (true) {
            var page = nodes.keys(space.id(), prefix, "", position, NodeApi.PAGE_MAX);
            position = page.next();
            for (var file : page.files()) {
                int at = file.path().indexOf(delimiter, prefix.length());
                var key = at < 0 ? file.path() : file.path().substring(0, at + delimiter.length());
                if (!entries.isEmpty() && entries.getLast().key().equals(key)) {
                    continue;
                }
                if (entries.size() == limit) {
                    return new Page(entries, entries.getLast().key());
                }
                entries.add(new Entry(key, at < 0 ? file : null));
            }
            if (position == null) {
                return new Page(entries, null);
            }
            if (!entries.isEmpty() && entries.getLast().file() == null) {
                var skipped = entries.getLast().key() + AFTER_ALL;
                position = BYTEWISE.compare(position, skipped) < 0 ? skipped : position;
            }
        }
    }

    private static List<Entry> sorted(KeyPage page) {
        var entries = new ArrayList<Entry>(page.files().size() + page.prefixes().size());
        page.files().forEach(file -> entries.add(new Entry(file.path(), file)));
        page.prefixes().forEach(prefix -> entries.add(new Entry(prefix, null)));
        if (!page.prefixes().isEmpty()) {
            entries.sort(Comparator.comparing(Entry::key, BYTEWISE));
        }
        return entries;
    }
}
