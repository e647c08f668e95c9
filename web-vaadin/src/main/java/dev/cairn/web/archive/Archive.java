package dev.cairn.web.archive;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an archive will hold: everything in some nodes, under names that lead nowhere but into the folder it is unpacked in. */
final class Archive {
    /** Most files and folders in one. */
    static final int ENTRIES_MAX = 20_000;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final Shelf shelf;

    private Archive(Shelf shelf) {
        this.shelf = shelf;
    }

    private record Entry(String path, Node node) {}

    /** Reads the tree; TOO_LARGE when there is too much in it. */
    static Archive of(Collection<? extends Node> nodes, Shelf shelf) {
        var archive = new Archive(shelf);
        nodes.forEach(node -> archive.add("", node));
        return archive;
    }

    private void add(String folder, Node node) {
        if (entries.size() == ENTRIES_MAX) {
            throw new ProblemException(
                    Problem.TOO_LARGE,
                    "An archive holds at most " + ENTRIES_MAX + " files and folders. The desktop client keeps whole"
                            + " folders on a device");
        }
        var path = unique(folder + safe(node.name()));
        entries.add(new Entry(path, node));
        if (node instanceof Node.Folder) {
            @Nullable String after = null;
            do {
                var page = shelf.children(node.id(), after);
                page.nodes().forEach(child -> add(path + "/", child));
                after = page.next();
            } while (after != null);
        }
    }

    /** A backslash is a letter here and a separator on Windows; dots and slashes cannot come, and would lead out of the folder. */
    private static String safe(String name) {
        var safe = name.replace('\\', '_').replace('/', '_').replace('\0', '_');
        return safe.isEmpty() || safe.equals(".") || safe.equals("..") ? "_" + safe : safe;
    }

    private String unique(String path) {
        var free = path;
        for (int number = 2; !paths.add(free); number++) {
            free = path + " (" + number + ")";
        }
        return free;
    }

    /** Bytes of the whole archive. */
    long length() {
        return ZipStream.length(zip -> {
            for (var entry : entries) {
                if (entry.node() instanceof Node.File file) {
                    zip.countFile(entry.path(), file.modified(), file.size());
                } else {
                    zip.folder(entry.path(), entry.node().modified());
                }
            }
        });
    }

    /** Writes it, in order; a failure leaves it unfinished. */
    void writeTo(OutputStream out, ContentReader reader) throws IOException {
        var zip = new ZipStream(out);
        for (var entry : entries) {
            if (entry.node() instanceof Node.File file) {
                zip.file(
                        entry.path(),
                        file.modified(),
                        file.size(),
                        body -> reader.copy(shelf.ticket(file.id()), file, body));
            } else {
                zip.folder(entry.path(), entry.node().modified());
            }
        }
        zip.finish();
    }
}
