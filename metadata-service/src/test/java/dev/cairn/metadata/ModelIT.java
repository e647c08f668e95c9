package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.TrashEntry;
import dev.cairn.contracts.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Long random sequences of everything, every reply, listing and delta compared with a model. Replay a failure with
 * {@code -Dcairn.seed=<seed>}.
 */
final class ModelIT {
    private static final int STEPS = 120;
    private static final List<String> NAMES = List.of("a", "b", "c", "A", "é", "e\u0301", "a b");
    private static final Service SERVICE = new Service();

    private final Service.User ann = SERVICE.user("ann");
    private final Space space = ann.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Model", null)));
    private final Model model = new Model(space.root());
    private final long seed = Long.getLong("cairn.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Device> devices = new ArrayList<>();

    /** A reader that stopped at a cursor, in the middle of a page run or at its end. */
    private static final class Device {
        final ChangesIT.Reader reader;

        @Nullable
        String cursor;

        Device(NodeId root) {
            reader = new ChangesIT.Reader(root);
        }
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @RepeatedTest(4)
    void theServiceIsWhatTheModelSays() {
        try {
            for (int i = 0; i < 4; i++) {
                devices.add(new Device(space.root()));
            }
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> restore();
                    case 1 -> purge();
                    case 2 -> restoreVersion();
                    default -> batch();
                }
                readSomewhere();
                if (step % 10 == 0) {
                    compare();
                }
            }
            compare();
            ConcurrencyIT.assertSound(JdbcClient.create(SERVICE.database), space.id());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void batch() {
        var operations = new ArrayList<Operation>();
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            operations.add(operation());
            if (operations.getLast() instanceof Operation.PutPath) {
                // The folders it made are asked for after the batch: nothing may move them before.
                break;
            }
        }
        if (random.nextInt(10) == 0) {
            operations.add(operations.getFirst());
        }
        var results = ann.commit(space, operations).results();
        var seen = new ArrayList<Operation>();
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if (seen.contains(operation)) {
                continue;
            }
            seen.add(operation);
            var refusal = model.refusal(operation);
            assertThat(problem(results.get(i))).as("%s", operation).isEqualTo(refusal);
            if (refusal == null) {
                apply(operation, (OperationResult.Applied) results.get(i));
            }
        }
    }

    private static @Nullable Problem problem(OperationResult result) {
        return result instanceof OperationResult.Rejected rejected ? rejected.problem() : null;
    }

    private Operation operation() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> SERVICE.folder(anyNode(), name());
            case 2, 3 -> SERVICE.file(anyNode(), name(), "new " + random.nextInt(5));
            case 4 -> {
                var item = model.items.get(anyNode());
                var base = item == null || item.newest == null || random.nextInt(5) == 0
                        ? new VersionId(SERVICE.nodeId().value())
                        : item.newest;
                yield SERVICE.edit(item == null ? SERVICE.nodeId() : item.id, base, "edit " + random.nextInt(5));
            }
            case 5 -> SERVICE.path(name() + (random.nextBoolean() ? "/" + name() : ""), "path " + random.nextInt(5));
            case 6 -> SERVICE.move(anyNode(), anyNode(), name());
            case 7 -> {
                var item = model.items.get(anyNode());
                yield item == null || random.nextBoolean()
                        ? SERVICE.delete(anyNode())
                        : new Operation.Delete(SERVICE.operationId(), item.id, item.newest, null);
            }
            case 8 ->
                new Operation.NoteConflict(
                        SERVICE.operationId(), anyNode(), anyNode(), null, "laptop", Service.MODIFIED);
            default -> new Operation.Touch(SERVICE.operationId(), anyNode(), Service.MODIFIED, random.nextBoolean());
        };
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private NodeId anyNode() {
        var ids = model.items.keySet().stream().sorted().toList();
        return switch (random.nextInt(20)) {
            case 0 -> SERVICE.nodeId();
            case 1, 2, 3, 4 -> space.root();
            default -> ids.get(random.nextInt(ids.size()));
        };
    }

    private void apply(Operation operation, OperationResult.Applied applied) {
        switch (operation) {
            case Operation.CreateFolder folder ->
                model.items.computeIfAbsent(folder.node(), id -> new Model.Item(id, folder.parent(), folder.name()));
            case Operation.PutFile file -> {
                var item =
                        model.items.computeIfAbsent(file.node(), id -> new Model.Item(id, file.parent(), file.name()));
                take(item, file.content(), file.size(), (Node.File) Objects.requireNonNull(applied.node()));
            }
            case Operation.PutPath put -> putPath(put, (Node.File) Objects.requireNonNull(applied.node()));
            case Operation.Move move -> {
                var item = model.item(move.node());
                item.parent = move.parent();
                item.name = move.name();
            }
            case Operation.Delete delete -> {
                var item = model.item(delete.node());
                item.trashed |= model.isLive(item);
            }
            case Operation.Touch _, Operation.NoteConflict _ -> {}
        }
    }

    private void take(Model.Item item, ContentId content, long size, Node.File node) {
        if (item.versions == null || !item.versions.getLast().equals(content)) {
            model.addVersion(item, content, size);
        }
        item.newest = node.version();
    }

    private void putPath(Operation.PutPath put, Node.File node) {
        var names = put.path().split("/");
        var folder = space.root();
        for (int i = 0; i < names.length - 1; i++) {
            var child = model.child(folder, names[i]);
            if (child == null) {
                var parent = ann.call(() -> SERVICE.nodes.node(space.id(), node.id()));
                var id = Objects.requireNonNull(parent.node().parent());
                child = new Model.Item(id, folder, names[i]);
                model.items.put(id, child);
            }
            folder = child.id;
        }
        var item = model.child(folder, names[names.length - 1]);
        if (item == null) {
            item = new Model.Item(node.id(), folder, names[names.length - 1]);
            model.items.put(node.id(), item);
        }
        take(item, put.content(), put.size(), node);
    }

    private Model.@Nullable Item anyTrashed() {
        var trashed = model.items.values().stream()
                .filter(item -> item.trashed)
                .sorted((one, other) -> one.id.compareTo(other.id))
                .toList();
        return trashed.isEmpty() ? null : trashed.get(random.nextInt(trashed.size()));
    }

    private void restore() {
        var item = anyTrashed();
        if (item != null) {
            var parent = model.live(item.parent);
            item.parent = parent == null ? space.root() : parent.id;
            boolean taken = model.child(item.parent, item.name) != null;
            var node = ann.call(() -> SERVICE.nodes.restore(space.id(), item.id));
            item.trashed = false;
            assertThat(node.parent()).isEqualTo(item.parent);
            if (taken) {
                assertThat(node.name()).startsWith(item.name + " (restored");
                item.name = node.name();
            }
            assertThat(node.name()).isEqualTo(item.name);
        }
    }

    private void purge() {
        var item = anyTrashed();
        if (item != null && random.nextBoolean()) {
            ann.call(() -> {
                SERVICE.nodes.purge(space.id(), item.id);
                return true;
            });
            model.purge(item);
        }
    }

    private void restoreVersion() {
        var files = model.items.values().stream()
                .filter(item -> !item.isFolder() && model.isLive(item))
                .sorted((one, other) -> one.id.compareTo(other.id))
                .toList();
        if (!files.isEmpty()) {
            var item = files.get(random.nextInt(files.size()));
            var versions = ann.call(() -> SERVICE.nodes.versions(space.id(), item.id));
            assertThat(versions.reversed().stream()
                            .map(version -> version.content())
                            .toList())
                    .isEqualTo(item.versions);
            var version = versions.get(random.nextInt(versions.size()));
            var node = (Node.File) ann.call(() -> SERVICE.nodes.restoreVersion(space.id(), item.id, version.id()));
            if (!version.id().equals(versions.getFirst().id())) {
                model.addVersion(item, version.content(), version.size());
            }
            item.newest = node.version();
        }
    }

    /** One device reads one page from where it is; small pages, so that much happens between two. */
    private void readSomewhere() {
        var device = devices.get(random.nextInt(devices.size()));
        read(device, random.nextInt(1, 12));
    }

    private Delta read(Device device, int limit) {
        var delta = ann.call(() -> SERVICE.nodes.changes(space.id(), device.cursor, limit));
        device.reader.take(delta);
        device.cursor = delta.cursor();
        return delta;
    }

    private void compare() {
        var expected = model.tree();
        var fresh = new Device(space.root());
        var all = new ArrayList<>(devices.subList(0, 2));
        all.add(fresh);
        for (var device : all) {
            while (read(device, 1000).more()) {
                assertThat(device.cursor).isNotNull();
            }
            assertThat(contents(device.reader.tree())).isEqualTo(expected);
        }
        assertThat(ann.call(() -> SERVICE.nodes.trash(space.id(), null, 1000)).entries().stream()
                        .map(TrashEntry::node)
                        .map(Node::id)
                        .collect(Collectors.toSet()))
                .isEqualTo(model.items.values().stream()
                        .filter(item -> item.trashed)
                        .map(item -> item.id)
                        .collect(Collectors.toSet()));
        assertThat(ann.call(() -> SERVICE.spaces.space(space.slug())).usedBytes())
                .isEqualTo(model.usedBytes);
    }

    private static Map<String, @Nullable ContentId> contents(Map<String, Node> tree) {
        var contents = new TreeMap<String, @Nullable ContentId>();
        tree.forEach((path, node) -> contents.put(path, node instanceof Node.File file ? file.content() : null));
        return contents;
    }
}
