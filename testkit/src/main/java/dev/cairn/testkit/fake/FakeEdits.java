package dev.cairn.testkit.fake;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.event.Event.Action;
import dev.cairn.contracts.event.Event.Note;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Cursor;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One batch of edits by one caller on one space. Every edit is judged before it changes anything. */
final class FakeEdits {
    private static final int NAME_BYTES_MAX = 255;

    private final FakeSpace space;
    private final Caller caller;
    private final InstantSource clock;
    private final Ids ids;
    final List<Note> notes = new ArrayList<>();

    FakeEdits(FakeSpace space, Caller caller, InstantSource clock, Ids ids) {
        this.space = space;
        this.caller = caller;
        this.clock = clock;
        this.ids = ids;
    }

    /** Why an edit is refused. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Problem problem;
        final transient @Nullable Node current;

        Refused(Problem problem, String detail, @Nullable Node current) {
            super(detail);
            this.problem = problem;
            this.current = current;
        }
    }

    OperationResult apply(Operation operation) {
        var earlier = space.results.get(operation.id());
        if (earlier != null) {
            return earlier;
        }
        OperationResult result;
        try {
            var node = edit(operation);
            result = new OperationResult.Applied(operation.id(), node, node == null ? space.sequence : node.sequence());
        } catch (Refused e) {
            result = new OperationResult.Rejected(operation.id(), e.problem, String.valueOf(e.getMessage()), e.current);
        }
        if (result instanceof OperationResult.Applied) {
            space.results.put(operation.id(), result);
        }
        return result;
    }

    private @Nullable Node edit(Operation operation) {
        return switch (operation) {
            case Operation.CreateFolder create -> createFolder(create);
            case Operation.PutFile put -> putFile(put);
            case Operation.PutPath put -> putPath(put);
            case Operation.Touch touch -> touch(touch);
            case Operation.Move move -> move(move);
            case Operation.Delete delete -> delete(delete);
            case Operation.NoteConflict conflict -> noteConflict(conflict);
        };
    }

    private Node createFolder(Operation.CreateFolder create) {
        checkName(create.name());
        folder(create.parent());
        var present = space.child(create.parent(), create.name());
        if (present instanceof Node.Folder && present.id().equals(create.node())) {
            return present;
        }
        refuseTaken(present);
        refuseUsedId(create.node());
        var made = space.put(new Node.Folder(create.node(), create.parent(), create.name(), 0, create.modified()));
        note(Action.CREATED, made);
        return made;
    }

    private Node putFile(Operation.PutFile put) {
        checkSize(put.size());
        var content = new Content(put.content(), put.size(), put.modified(), put.executable(), put.attributes());
        var present = space.live.get(put.node());
        if (present instanceof Node.File file && file.content().equals(put.content())) {
            return refresh(file, put.modified(), put.executable(), put.attributes());
        }
        if (put.base() != null) {
            if (!(present instanceof Node.File file)) {
                throw new Refused(Problem.NOT_FOUND, "This file was not found", present);
            }
            if (!file.version().equals(put.base())) {
                throw new Refused(Problem.STALE_BASE, "The file has a newer version", file);
            }
            return newVersion(file, content);
        }
        checkName(put.name());
        folder(put.parent());
        refuseTaken(space.child(put.parent(), put.name()));
        refuseUsedId(put.node());
        return newFile(put.node(), put.parent(), put.name(), content);
    }

    private Node putPath(Operation.PutPath put) {
        checkSize(put.size());
        var names = List.of(put.path().split("/", -1));
        names.forEach(FakeEdits::checkName);
        var content = new Content(put.content(), put.size(), put.modified(), put.executable(), put.attributes());
        Node at = folder(space.root);
        int depth = 0;
        for (var next = at; depth < names.size() - 1; depth++) {
            next = space.child(at.id(), names.get(depth));
            if (next == null) {
                break;
            }
            if (!(next instanceof Node.Folder)) {
                throw new Refused(Problem.CONFLICT, "A file is in the way of this path", next);
            }
            at = next;
        }
        var present = depth == names.size() - 1 ? space.child(at.id(), names.getLast()) : null;
        if (present instanceof Node.Folder) {
            throw new Refused(Problem.CONFLICT, "A folder has this path", present);
        }
        if (present instanceof Node.File file) {
            return file.content().equals(put.content())
                    ? refresh(file, put.modified(), put.executable(), put.attributes())
                    : newVersion(file, content);
        }
        refuseOverQuota(put.size());
        for (; depth < names.size() - 1; depth++) {
            at = space.put(new Node.Folder(new NodeId(ids.next()), at.id(), names.get(depth), 0, clock.instant()));
            note(Action.CREATED, at);
        }
        return newFile(new NodeId(ids.next()), at.id(), names.getLast(), content);
    }

    private Node touch(Operation.Touch touch) {
        return switch (node(touch.node())) {
            case Node.File file -> refresh(file, touch.modified(), touch.executable(), null);
            case Node.Folder folder ->
                folder.modified().equals(touch.modified())
                        ? folder
                        : space.put(new Node.Folder(folder.id(), folder.parent(), folder.name(), 0, touch.modified()));
        };
    }

    private Node move(Operation.Move move) {
        var node = node(move.node());
        refuseRoot(node);
        checkName(move.name());
        folder(move.parent());
        if (move.parent().equals(node.parent()) && move.name().equals(node.name())) {
            return node;
        }
        if (space.isInside(move.parent(), node.id())) {
            throw new Refused(Problem.WOULD_CYCLE, "A folder cannot be moved into itself", node);
        }
        refuseTaken(space.child(move.parent(), move.name()));
        boolean renamed = move.parent().equals(node.parent());
        var moved = space.put(placed(node, move.parent(), move.name()));
        note(renamed ? Action.RENAMED : Action.MOVED, moved);
        return moved;
    }

    private @Nullable Node delete(Operation.Delete delete) {
        var node = space.live.get(delete.node());
        if (node == null) {
            if (space.tombstone(delete.node()) != null) {
                return null;
            }
            throw new Refused(Problem.NOT_FOUND, "This node was not found", null);
        }
        refuseRoot(node);
        if (delete.base() != null
                && node instanceof Node.File file
                && !file.version().equals(delete.base())) {
            throw new Refused(Problem.STALE_BASE, "The file has a newer version", file);
        }
        if (delete.asOf() != null && changedBelow(node, delete.asOf())) {
            throw new Refused(Problem.STALE_BASE, "Something in the folder has changed", node);
        }
        note(Action.DELETED, node);
        var below = space.subtree(node);
        var path = space.path(node);
        space.remove(node);
        space.trash.put(
                node.id(),
                new FakeSpace.Trashed(node, below.subList(1, below.size()), path, clock.instant(), caller.name()));
        return null;
    }

    private Node noteConflict(Operation.NoteConflict conflict) {
        var copy = node(conflict.node());
        var original = node(conflict.original());
        if (copy.id().equals(original.id())) {
            throw new Refused(Problem.CONFLICT, "Nothing is a copy of itself", copy);
        }
        refuseRoot(copy);
        refuseRoot(original);
        space.conflicts.put(copy.id(), conflict);
        return space.put(copy);
    }

    private boolean changedBelow(Node folder, String asOf) {
        var cursor = Cursor.parse(asOf).filter(known -> known.epoch() == space.epoch);
        return cursor.isEmpty()
                || space.subtree(folder).stream()
                        .skip(1)
                        .anyMatch(node -> node.sequence() > cursor.get().sequence());
    }

    /** Brings back what was deleted; see {@link dev.cairn.contracts.metadata.NodeApi#restore}. */
    Node restore(FakeSpace.Trashed trashed) {
        var top = trashed.top();
        var oldParent = top.parent() == null ? null : space.live.get(top.parent());
        var parent = oldParent instanceof Node.Folder ? oldParent.id() : space.root;
        var name = top.name();
        while (space.child(parent, name) != null) {
            name += " (restored)";
        }
        var back = space.put(placed(top, parent, name));
        trashed.below().forEach(space::put);
        note(Action.RESTORED, back);
        return back;
    }

    /** Makes an old version the newest again. */
    Node restore(Node.File file, Version version) {
        var content = new Content(
                version.content(), version.size(), version.modified(), file.executable(), file.attributes());
        try {
            return newVersion(file, content);
        } catch (Refused e) {
            throw new ProblemException(e.problem, String.valueOf(e.getMessage()));
        }
    }

    private record Content(
            dev.cairn.content.ContentId id,
            long size,
            Instant modified,
            boolean executable,
            java.util.@Nullable Map<String, String> attributes) {}

    private Node newFile(NodeId node, NodeId parent, String name, Content content) {
        refuseOverQuota(content.size());
        var file = space.put(fileOf(node, parent, name, version(node, content), content));
        note(Action.CREATED, file);
        return file;
    }

    private Node newVersion(Node.File file, Content content) {
        refuseOverQuota(content.size());
        var edited = space.put(fileOf(file.id(), file.parent(), file.name(), version(file.id(), content), content));
        note(Action.EDITED, edited);
        return edited;
    }

    private VersionId version(NodeId node, Content content) {
        var version = new VersionId(ids.next());
        space.versions
                .computeIfAbsent(node, _ -> new ArrayList<>())
                .addFirst(new Version(
                        version,
                        content.id(),
                        content.size(),
                        content.modified(),
                        clock.instant(),
                        caller.account(),
                        caller.name(),
                        null));
        return version;
    }

    private static Node.File fileOf(NodeId node, NodeId parent, String name, VersionId version, Content content) {
        return new Node.File(
                node,
                parent,
                name,
                0,
                content.modified(),
                version,
                content.id(),
                content.size(),
                content.executable(),
                content.attributes());
    }

    private Node refresh(
            Node.File file, Instant modified, boolean executable, java.util.@Nullable Map<String, String> attributes) {
        var kept = attributes == null ? file.attributes() : attributes;
        if (file.modified().equals(modified)
                && file.executable() == executable
                && file.attributes().equals(kept)) {
            return file;
        }
        return space.put(new Node.File(
                file.id(),
                file.parent(),
                file.name(),
                0,
                modified,
                file.version(),
                file.content(),
                file.size(),
                executable,
                kept));
    }

    private static Node placed(Node node, NodeId parent, String name) {
        return switch (node) {
            case Node.Folder folder -> new Node.Folder(folder.id(), parent, name, 0, folder.modified());
            case Node.File file ->
                new Node.File(
                        file.id(),
                        parent,
                        name,
                        0,
                        file.modified(),
                        file.version(),
                        file.content(),
                        file.size(),
                        file.executable(),
                        file.attributes());
        };
    }

    private Node node(NodeId id) {
        var node = space.live.get(id);
        if (node == null) {
            throw new Refused(Problem.NOT_FOUND, "This node was not found", null);
        }
        return node;
    }

    private Node.Folder folder(NodeId id) {
        if (node(id) instanceof Node.Folder folder) {
            return folder;
        }
        throw new Refused(Problem.CONFLICT, "The parent is a file", space.live.get(id));
    }

    private void refuseUsedId(NodeId node) {
        if (space.live.containsKey(node) || space.versions.containsKey(node) || space.trash.containsKey(node)) {
            throw new Refused(Problem.CONFLICT, "This node id is in use", space.live.get(node));
        }
    }

    private void refuseOverQuota(long bytes) {
        if (space.quotaBytes != null && space.usedBytes() + bytes > space.quotaBytes) {
            throw new Refused(Problem.OVER_QUOTA, "The space has no room for " + bytes + " bytes", null);
        }
    }

    private static void refuseTaken(@Nullable Node present) {
        if (present != null) {
            throw new Refused(Problem.NAME_TAKEN, "This name is taken in the folder", present);
        }
    }

    private static void refuseRoot(Node node) {
        if (node.parent() == null) {
            throw new Refused(Problem.INVALID_REQUEST, "The root of a space stays", node);
        }
    }

    private static void checkSize(long size) {
        if (size < 0) {
            throw new Refused(Problem.INVALID_REQUEST, "A size is not negative", null);
        }
    }

    /** One name of a path, as the metadata service accepts it. */
    static void checkName(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean wellFormed = new String(bytes, StandardCharsets.UTF_8).equals(name);
        if (name.isEmpty()
                || bytes.length > NAME_BYTES_MAX
                || !wellFormed
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new Refused(Problem.INVALID_NAME, "This name cannot be used", null);
        }
    }

    private void note(Action action, Node node) {
        notes.add(new Note(action, node.id(), space.path(node), node instanceof Node.Folder));
    }
}
