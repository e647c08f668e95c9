package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a file goes whose sender may add but not see what is there: to its path, beside whatever is there already, never over it. What
 * comes of it is the same for the sender, whatever is there; so nothing is refused for it either.
 */
final class FreePath {
    /** Names that are tried before one is taken that nothing can have. */
    private static final int NUMBERS_MAX = 20;

    /** More than any addition to a name is long. Paths are refused as if all their names needed one. */
    private static final int ADDITION_BYTES_MAX = 40;

    private final Tree tree;

    FreePath(Tree tree) {
        this.tree = tree;
    }

    /** The same file at a path where nothing is in its way. */
    Operation.PutPath of(Operation.PutPath put) {
        var wanted = Names.parts(put.path());
        if (Names.utf8(put.path()).length + wanted.size() * ADDITION_BYTES_MAX >= Ancestry.PATH_BYTES_MAX) {
            throw new Refused(Problem.INVALID_NAME, "path: too long a path for files that are only added");
        }
        if (wanted.stream().anyMatch(name -> Names.flaw(name).isPresent())) {
            return put;
        }
        var names = new ArrayList<String>(wanted.size());
        @Nullable NodeId folder = tree.access().space().root();
        for (int i = 0; i < wanted.size(); i++) {
            boolean last = i == wanted.size() - 1;
            var name = folder == null ? wanted.get(i) : free(folder, wanted.get(i), last, put);
            var there = folder == null || last ? null : tree.child(folder, name);
            names.add(name);
            folder = there == null ? null : there.id();
        }
        return new Operation.PutPath(
                put.id(),
                String.join("/", names),
                put.content(),
                put.size(),
                put.modified(),
                put.executable(),
                put.attributes());
    }

    /** Asks for all candidates at once: neither the space's lock nor the sender waits longer because names are taken. */
    private String free(NodeId folder, String name, boolean file, Operation.PutPath put) {
        var candidates = IntStream.rangeClosed(1, NUMBERS_MAX)
                .mapToObj(number -> number == 1 ? name : Names.with(" (" + number + ")", name, !file))
                .toList();
        tree.prefetch(
                List.of(),
                candidates.stream()
                        .map(candidate -> new Place(folder, candidate))
                        .toList());
        for (var candidate : candidates) {
            var there = tree.child(folder, candidate);
            if (there == null || (!file && there.isFolder())) {
                return candidate;
            }
        }
        return Names.with(" (" + put.id() + ")", name, !file);
    }
}
