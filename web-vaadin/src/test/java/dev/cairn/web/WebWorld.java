package dev.cairn.web;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeSessions;
import dev.cairn.testkit.fake.FakeTree;
import dev.cairn.web.shell.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** The other services in memory, with one person signed in. */
public final class WebWorld {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Caller ANN = FakeCallers.named("ann");

    public final InstantSource clock = InstantSource.fixed(NOW);
    public final Ids ids = new Ids(clock, new Random(1));
    public final Tickets tickets = new Tickets(new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]), clock);
    public final FakeTree tree = new FakeTree(clock, new Random(2), tickets);
    public final FakeChunkStore chunks = new FakeChunkStore();
    public final SignedIn ann = new SignedIn(() -> new SignedIn.Proof(ANN, NOW.plusSeconds(600)));
    public final Space space = ann.call(() -> tree.space("personal"));
    private final FakeSessions uploads = new FakeSessions(chunks, tree, clock, ids);

    /** Makes a folder. */
    public Node.Folder folder(NodeId parent, String name) {
        var id = new NodeId(ids.next());
        apply(new Operation.CreateFolder(new OperationId(ids.next()), id, parent, name, NOW));
        return (Node.Folder) node(id);
    }

    /** Makes a file with this text. */
    public Node.File file(NodeId parent, String name, String text) {
        var id = new NodeId(ids.next());
        put(id, parent, name, text, false);
        return (Node.File) node(id);
    }

    /** Gives a file a new text. */
    public void edit(Node.File file, String text) {
        put(file.id(), file.parent(), file.name(), text, true);
    }

    private void put(NodeId id, NodeId parent, String name, String text, boolean there) {
        var stored = Callers.call(ANN, () -> uploads.store(space.id(), text.getBytes(StandardCharsets.UTF_8)));
        var base = there ? ((Node.File) node(id)).version() : null;
        apply(new Operation.PutFile(
                new OperationId(ids.next()),
                id,
                parent,
                name,
                base,
                stored.content(),
                stored.size(),
                NOW,
                false,
                null));
    }

    private void apply(Operation operation) {
        var reply = ann.call(() -> tree.commit(space.id(), new Operations(List.of(operation))));
        if (reply.results().getFirst() instanceof OperationResult.Rejected rejected) {
            throw new AssertionError(rejected);
        }
    }

    /** A node as it is now. */
    public Node node(NodeId id) {
        return ann.call(() -> tree.node(space.id(), id)).node();
    }

    /** Names in a folder. */
    public List<String> names(NodeId folder) {
        return ann.call(() -> tree.children(space.id(), folder, null, 1_000)).nodes().stream()
                .map(Node::name)
                .toList();
    }
}
