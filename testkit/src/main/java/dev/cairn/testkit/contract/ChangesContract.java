package dev.cairn.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of changes is told about nodes that lay in a folder when it was deleted, wherever they had been before. */
public abstract class ChangesContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int SEEDS = Integer.getInteger("cairn.changes.seeds", 12);
    private static final long FIRST = Long.getLong("cairn.changes.seed", 1);

    private final Ids ids = new Ids(InstantSource.system(), new Random());

    @SuppressWarnings("NullAway.Init")
    private Caller caller;

    @SuppressWarnings("NullAway.Init")
    private Space space;

    /** Somebody who was not there before. */
    protected abstract Caller newCaller();

    protected abstract SpaceApi spaces();

    protected abstract NodeApi nodes();

    protected abstract CommitApi commits();

    @BeforeEach
    void somebodyNew() {
        caller = newCaller();
        space = Callers.call(caller, () -> spaces().space("personal"));
    }

    @Test
    void whatMovedIntoAFolderThatWasThenDeletedIsGone() {
        var folder = folder(space.root(), "f");
        var file = file(space.root(), "a");
        var reader = reader();
        commit(move(file, folder, "a"));
        commit(delete(folder));
        assertThat(reader.pull().paths()).isEmpty();
        assertThat(reader().paths()).isEmpty();
    }

    @Test
    void whatMovedIntoAFolderDeletedByTheSameCommitIsGone() {
        var folder = folder(space.root(), "f");
        var file = file(space.root(), "a");
        var reader = reader();
        commit(move(file, folder, "a"), delete(folder));
        assertThat(reader.pull().paths()).isEmpty();
    }

    @Test
    void aFolderMovedIntoADeletedOneGoesWithAllThatIsInIt() {
        var outer = folder(space.root(), "outer");
        var inner = folder(space.root(), "inner");
        var deep = folder(inner, "deep");
        file(deep, "a");
        var moved = file(space.root(), "b");
        var reader = reader();
        commit(move(moved, deep, "b"));
        commit(move(inner, outer, "inner"));
        commit(delete(outer));
        assertThat(reader.pull().paths()).isEmpty();
    }

    @Test
    void itIsGoneForWhoeverAsksAfterThePurgeToo() {
        var folder = folder(space.root(), "f");
        var file = file(space.root(), "a");
        var reader = reader();
        commit(move(file, folder, "a"));
        commit(delete(folder));
        Callers.run(caller, () -> nodes().purge(space.id(), folder));
        assertThat(reader.pull().paths()).isEmpty();
    }

    @Test
    void aRestoredFolderBringsBackWhatWasMovedIntoIt() {
        var folder = folder(space.root(), "f");
        var file = file(space.root(), "a");
        var away = reader();
        commit(move(file, folder, "a"));
        var near = reader();
        commit(delete(folder));
        assertThat(near.pull().paths()).isEmpty();
        Callers.call(caller, () -> nodes().restore(space.id(), folder));
        assertThat(near.pull().paths()).containsExactly("f", "f/a");
        assertThat(away.pull().paths()).containsExactly("f", "f/a");
    }

    @Test
    void whatLeftTheFolderBeforeItWasDeletedStays() {
        var folder = folder(space.root(), "f");
        var file = file(folder, "a");
        var reader = reader();
        commit(move(file, space.root(), "out"), delete(folder));
        assertThat(reader.pull().paths()).containsExactly("out");
    }

    @Test
    void aReaderThatPullsNowAndThenHasWhatIsThere() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            somebodyNew();
            try {
                life(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " (replay with -Dcairn.changes.seed=" + seed + " -Dcairn.changes.seeds=1)", e);
            }
        }
    }

    private void life(Random random) {
        var folders = new ArrayList<>(List.of(space.root()));
        var all = new ArrayList<NodeId>();
        var readers = List.of(reader(), reader(), reader());
        for (int i = 0; i < 60; i++) {
            var parent = folders.get(random.nextInt(folders.size()));
            var name = "n" + i;
            int dice = random.nextInt(10);
            if (dice < 3 || all.isEmpty()) {
                var put = put(parent, name);
                all.add(put.node());
                commit(put);
            } else if (dice < 5) {
                var made = create(parent, name);
                all.add(made.node());
                folders.add(made.node());
                commit(made);
            } else if (dice < 8) {
                commit(move(all.get(random.nextInt(all.size())), parent, name));
            } else {
                commit(delete(all.get(random.nextInt(all.size()))));
            }
            if (random.nextInt(4) == 0) {
                readers.get(random.nextInt(readers.size())).pull(1 + random.nextInt(4));
            }
        }
        var there = reader().paths();
        for (var reader : readers) {
            assertThat(reader.pull(1 + random.nextInt(9)).paths()).isEqualTo(there);
        }
    }

    private ChangesReader reader() {
        return new ChangesReader(
                        space.root(),
                        (cursor, limit) -> Callers.call(caller, () -> nodes().changes(space.id(), cursor, limit)))
                .pull();
    }

    private void commit(Operation... operations) {
        // Some are refused, in random lives: what they are about is gone.
        Callers.call(caller, () -> commits().commit(space.id(), 0, new Operations(List.of(operations))));
    }

    private NodeId folder(NodeId parent, String name) {
        var create = create(parent, name);
        commit(create);
        return create.node();
    }

    private NodeId file(NodeId parent, String name) {
        var put = put(parent, name);
        commit(put);
        return put.node();
    }

    private Operation.CreateFolder create(NodeId parent, String name) {
        return new Operation.CreateFolder(new OperationId(ids.next()), new NodeId(ids.next()), parent, name, NOW);
    }

    private Operation.PutFile put(NodeId parent, String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        var content = ContentId.of(bytes, 0, bytes.length);
        return new Operation.PutFile(
                new OperationId(ids.next()),
                new NodeId(ids.next()),
                parent,
                name,
                null,
                content,
                bytes.length,
                NOW,
                false,
                null);
    }

    private Operation.Move move(NodeId node, NodeId parent, String name) {
        return new Operation.Move(new OperationId(ids.next()), node, parent, name);
    }

    private Operation.Delete delete(NodeId node) {
        return new Operation.Delete(new OperationId(ids.next()), node, null, null);
    }
}
