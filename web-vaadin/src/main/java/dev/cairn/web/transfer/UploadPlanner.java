package dev.cairn.web.transfer;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.SignedIn;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the folders that uploaded files lie in, and looks which names are taken. */
public final class UploadPlanner {
    /** Files in one plan. */
    static final int FILES_MAX = 500;

    private static final int DEPTH_MAX = 64;
    private static final int LOOK_MAX = 20_000;

    private final NodeApi nodes;
    private final Ids ids;
    private final InstantSource clock;

    UploadPlanner(NodeApi nodes, Ids ids, InstantSource clock) {
        this.nodes = nodes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Plans for files at {@code paths} (with slashes) below {@code folder}. */
    UploadPlan plan(SignedIn person, SpaceId space, NodeId folder, List<String> paths) {
        if (paths.size() > FILES_MAX) {
            throw ProblemException.invalid("paths", "At most " + FILES_MAX + " files are planned at once");
        }
        var folders = new HashMap<String, NodeId>(Map.of("", folder));
        var present = new HashMap<NodeId, Map<String, Node>>();
        var entries = new ArrayList<UploadPlan.Entry>();
        for (var path : paths) {
            var parent = folder(person, space, folders, present, parent(path));
            var names = present.computeIfAbsent(parent, id -> names(person, space, id));
            entries.add(entry(parent, path.substring(path.lastIndexOf('/') + 1), names));
        }
        return new UploadPlan(entries, null);
    }

    private NodeId folder(
            SignedIn person,
            SpaceId space,
            Map<String, NodeId> folders,
            Map<NodeId, Map<String, Node>> present,
            String path) {
        var known = folders.get(path);
        if (known != null) {
            return known;
        }
        if (path.chars().filter(letter -> letter == '/').count() >= DEPTH_MAX) {
            throw ProblemException.invalid("paths", "Folders are nested too deep");
        }
        var parent = folder(person, space, folders, present, parent(path));
        var name = path.substring(path.lastIndexOf('/') + 1);
        var made = make(person, space, parent, name);
        if (made.fresh()) {
            present.put(made.id(), new HashMap<>());
        }
        folders.put(path, made.id());
        return made.id();
    }

    private record Made(NodeId id, boolean fresh) {}

    private Made make(SignedIn person, SpaceId space, NodeId parent, String name) {
        var wanted = new NodeId(ids.next());
        var operation = new Operation.CreateFolder(new OperationId(ids.next()), wanted, parent, name, clock.instant());
        var reply = person.call(() -> CommitReply.of(() -> nodes.apply(space, new Operations(List.of(operation)))));
        return switch (reply.results().getFirst()) {
            case OperationResult.Applied applied -> new Made(wanted, true);
            case OperationResult.Rejected rejected
            when rejected.current() instanceof Node.Folder there -> new Made(there.id(), false);
            case OperationResult.Rejected rejected ->
                throw new ProblemException(rejected.problem(), "“" + name + "”: " + rejected.detail());
        };
    }

    private Map<String, Node> names(SignedIn person, SpaceId space, NodeId folder) {
        var found = new HashMap<String, Node>();
        @Nullable String after = null;
        do {
            var from = after;
            var page = person.call(() -> nodes.children(space, folder, from, NodeApi.PAGE_MAX));
            page.nodes().forEach(node -> found.put(node.name(), node));
            after = page.next();
        } while (after != null && found.size() < LOOK_MAX);
        return found;
    }

    private static UploadPlan.Entry entry(NodeId parent, String name, Map<String, Node> names) {
        var there = names.get(name);
        return new UploadPlan.Entry(parent.toString(), name, there != null, there instanceof Node.Folder);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
