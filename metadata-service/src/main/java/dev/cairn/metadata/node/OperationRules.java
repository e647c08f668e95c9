package dev.cairn.metadata.node;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each operation does to a tree, and when it is refused. */
final class OperationRules {
    private final Tree tree;
    private final Ids ids;
    private int foldersOfPaths;

    OperationRules(Tree tree, Ids ids) {
        this.tree = tree;
        this.ids = ids;
    }

    /** Applies an operation; the row it changed or found as it should be. */
    NodeRow apply(Operation operation) {
        return switch (operation) {
            case Operation.CreateFolder folder -> createFolder(folder);
            case Operation.PutFile file -> file.base() == null ? createFile(file) : editFile(file);
            case Operation.PutPath put -> putPath(put);
            case Operation.Touch touch -> touch(touch);
            case Operation.Move move -> move(move);
            case Operation.Delete delete -> delete(delete);
            case Operation.NoteConflict conflict -> noteConflict(conflict);
        };
    }

    private NodeRow createFolder(Operation.CreateFolder operation) {
        checkName(operation.name());
        var parent = folder(operation.parent());
        var taken = tree.child(parent.id(), operation.name());
        if (taken != null && taken.id().equals(operation.node()) && taken.isFolder()) {
            return taken;
        }
        checkFree(taken);
        checkNew(operation.node());
        var folder = folder(operation.node(), parent, operation.name(), operation.modified());
        checkFits(folder, parent, operation.name());
        return created(tree.put(folder));
    }

    private static NodeRow folder(NodeId id, NodeRow parent, String name, Instant modified) {
        return new NodeRow(id, parent.id(), name, 0, modified, null, null);
    }

    private NodeRow createFile(Operation.PutFile operation) {
        var existing = tree.live(operation.node());
        var incoming = Incoming.of(operation);
        if (existing != null && existing.body() != null) {
            return overwrite(existing, existing.body(), null, incoming);
        }
        checkName(operation.name());
        var parent = folder(operation.parent());
        checkFree(tree.child(parent.id(), operation.name()));
        checkNew(operation.node());
        checkQuota(operation.size());
        return newFile(operation.node(), parent, operation.name(), incoming);
    }

    private NodeRow newFile(NodeId id, NodeRow parent, String name, Incoming incoming) {
        var file = new NodeRow(id, parent.id(), name, 0, incoming.modified(), incoming.body(versionId()), null);
        checkFits(file, parent, name);
        return created(tree.putVersion(file));
    }

    private NodeRow editFile(Operation.PutFile operation) {
        var existing = existing(operation.node());
        if (existing.body() == null) {
            throw new Refused(Problem.CONFLICT, "This is a folder", existing);
        }
        return overwrite(existing, existing.body(), operation.base(), Incoming.of(operation));
    }

    private NodeRow overwrite(NodeRow existing, NodeRow.Body body, @Nullable VersionId base, Incoming incoming) {
        boolean upToDate = body.version().equals(base);
        if (body.content().equals(incoming.content())) {
            return upToDate ? refresh(existing, body, incoming) : existing;
        }
        if (!upToDate) {
            throw new Refused(Problem.STALE_BASE, "The file has a newer version", existing);
        }
        return newVersion(existing, incoming);
    }

    private NodeRow newVersion(NodeRow existing, Incoming incoming) {
        checkQuota(incoming.size());
        var row = tree.putVersion(existing.with(incoming.modified(), incoming.body(versionId())));
        tree.note(Event.Action.EDITED, row);
        return row;
    }

    /** The same bytes with another time, bit or attributes: no version, but a change. */
    private NodeRow refresh(NodeRow existing, NodeRow.Body body, Incoming incoming) {
        var attributes = incoming.attributes() == null ? body.attributes() : incoming.attributes();
        var fresh = new NodeRow.Body(
                body.version(), body.content(), body.size(), incoming.executable(), Map.copyOf(attributes));
        boolean same = fresh.equals(body) && incoming.modified().equals(existing.modified());
        return same ? existing : tree.put(existing.with(incoming.modified(), fresh));
    }

    private NodeRow putPath(Operation.PutPath operation) {
        if (Names.utf8(operation.path()).length >= Ancestry.PATH_BYTES_MAX) {
            throw new Refused(
                    Problem.INVALID_NAME, "path: too long a path; at most " + Ancestry.PATH_BYTES_MAX + " bytes");
        }
        var parts = Names.parts(operation.path());
        if (parts.isEmpty()) {
            throw new Refused(Problem.INVALID_NAME, "path: it is empty");
        }
        parts.forEach(part -> checkName(part, "path"));
        var incoming = Incoming.of(operation);
        var folder = folder(tree.access().space().root());
        for (int i = 0; i < parts.size() - 1; i++) {
            var next = tree.child(folder.id(), parts.get(i));
            if (next == null) {
                checkQuota(operation.size());
                folder = newFolders(folder, parts.subList(i, parts.size() - 1), operation.modified());
                break;
            }
            if (!next.isFolder()) {
                throw new Refused(
                        Problem.CONFLICT,
                        "A file is in the way: " + tree.ancestry().path(next),
                        next);
            }
            folder = next;
        }
        return putInto(folder, parts.getLast(), incoming);
    }

    private NodeRow newFolders(NodeRow above, List<String> names, Instant modified) {
        if (tree.ancestry().above(above).size() + names.size() >= Ancestry.DEPTH_MAX) {
            throw new Refused(Problem.INVALID_NAME, "path: too many folders in folders; at most " + Ancestry.DEPTH_MAX);
        }
        if (foldersOfPaths + names.size() > Operations.PATH_FOLDERS_MAX) {
            throw new Refused(
                    Problem.TOO_LARGE,
                    "The paths of a batch make at most " + Operations.PATH_FOLDERS_MAX + " folders; send another");
        }
        foldersOfPaths += names.size();
        var folder = above;
        for (var name : names) {
            folder = created(tree.put(folder(new NodeId(ids.next()), folder, name, modified)));
        }
        return folder;
    }

    private NodeRow putInto(NodeRow folder, String name, Incoming incoming) {
        var existing = tree.child(folder.id(), name);
        if (existing == null) {
            checkQuota(incoming.size());
            return newFile(new NodeId(ids.next()), folder, name, incoming);
        }
        if (existing.body() == null) {
            throw new Refused(Problem.CONFLICT, "A folder has this name", existing);
        }
        return existing.body().content().equals(incoming.content())
                ? refresh(existing, existing.body(), incoming)
                : newVersion(existing, incoming);
    }

    private NodeRow touch(Operation.Touch operation) {
        var existing = existing(operation.node());
        var body = existing.body();
        var touched = body == null
                ? null
                : new NodeRow.Body(
                        body.version(), body.content(), body.size(), operation.executable(), body.attributes());
        var row = existing.with(operation.modified(), touched);
        return row.equals(existing) ? existing : tree.put(row);
    }

    private NodeRow move(Operation.Move operation) {
        var existing = existing(operation.node());
        checkNotRoot(existing);
        checkName(operation.name());
        var parent = folder(operation.parent());
        var taken = tree.child(parent.id(), operation.name());
        if (taken != null && taken.id().equals(existing.id())) {
            return existing;
        }
        if (tree.ancestry().within(parent, existing.id())) {
            throw new Refused(Problem.WOULD_CYCLE, "A folder cannot be moved into itself", parent);
        }
        checkFree(taken);
        checkFits(existing, parent, operation.name());
        var action = parent.id().equals(existing.parent()) ? Event.Action.RENAMED : Event.Action.MOVED;
        var row = tree.put(existing.movedTo(parent.id(), operation.name()));
        tree.note(action, row);
        return row;
    }

    private NodeRow delete(Operation.Delete operation) {
        var existing = tree.find(operation.node());
        if (existing == null) {
            throw notFound("The node");
        }
        if (!tree.ancestry().live(existing)) {
            return existing;
        }
        checkNotRoot(existing);
        checkKnown(existing, operation);
        return tree.trash(existing);
    }

    private NodeRow noteConflict(Operation.NoteConflict operation) {
        var copy = existing(operation.node());
        var original = existing(operation.original());
        if (copy.id().equals(original.id())) {
            throw new Refused(Problem.CONFLICT, "Nothing is a copy of itself", copy);
        }
        checkNotRoot(copy);
        checkNotRoot(original);
        return tree.putConflict(
                copy,
                new ConflictRow(
                        copy.id(),
                        original.id(),
                        operation.base(),
                        operation.device().strip(),
                        operation.made()));
    }

    /** Edit beats delete: nobody deletes what they have not seen. */
    private void checkKnown(NodeRow existing, Operation.Delete operation) {
        if (existing.body() != null) {
            if (operation.base() != null
                    && !operation.base().equals(existing.body().version())) {
                throw new Refused(Problem.STALE_BASE, "The file has a newer version", existing);
            }
        } else if (operation.asOf() != null && !tree.isKnown(existing, operation.asOf())) {
            throw new Refused(Problem.STALE_BASE, "Something in this folder has changed since", existing);
        }
    }

    private NodeRow created(NodeRow row) {
        tree.note(Event.Action.CREATED, row);
        return row;
    }

    private VersionId versionId() {
        return new VersionId(ids.next());
    }

    private NodeRow existing(NodeId id) {
        var row = tree.live(id);
        if (row == null) {
            throw notFound("The node");
        }
        return row;
    }

    private NodeRow folder(NodeId id) {
        var row = tree.live(id);
        if (row == null) {
            throw notFound("The folder");
        }
        if (!row.isFolder()) {
            throw new Refused(Problem.CONFLICT, "This is a file, not a folder", row);
        }
        return row;
    }

    private void checkNew(NodeId id) {
        var row = tree.find(id);
        if (row != null) {
            throw new Refused(Problem.CONFLICT, "This id belongs to another node", row);
        }
    }

    private void checkFits(NodeRow node, NodeRow parent, String name) {
        tree.misfit(node, parent, name).ifPresent(misfit -> {
            throw new Refused(Problem.INVALID_NAME, "name: " + misfit, parent);
        });
    }

    private void checkQuota(long bytes) {
        if (!tree.quota().allows(bytes)) {
            throw new Refused(Problem.OVER_QUOTA, "The space has no room for " + bytes + " more bytes");
        }
    }

    private static void checkFree(@Nullable NodeRow taken) {
        if (taken != null) {
            throw new Refused(Problem.NAME_TAKEN, "This name is taken in the folder", taken);
        }
    }

    private static void checkNotRoot(NodeRow row) {
        if (row.parent() == null) {
            throw new Refused(Problem.CONFLICT, "The root of a space stays where it is", row);
        }
    }

    private static void checkName(String name) {
        checkName(name, "name");
    }

    private static void checkName(String name, String field) {
        Names.flaw(name).ifPresent(flaw -> {
            throw new Refused(Problem.INVALID_NAME, field + ": " + flaw);
        });
    }

    private static Refused notFound(String what) {
        return new Refused(Problem.NOT_FOUND, what + " was not found");
    }

    /** What both ways of putting a file bring. */
    private record Incoming(
            ContentId content,
            long size,
            Instant modified,
            boolean executable,
            @Nullable Map<String, String> attributes) {
        static Incoming of(Operation.PutFile file) {
            return new Incoming(file.content(), file.size(), file.modified(), file.executable(), file.attributes());
        }

        static Incoming of(Operation.PutPath put) {
            return new Incoming(put.content(), put.size(), put.modified(), put.executable(), put.attributes());
        }

        NodeRow.Body body(VersionId version) {
            return new NodeRow.Body(
                    version, content, size, executable, attributes == null ? Map.of() : Map.copyOf(attributes));
        }
    }
}
