package dev.cairn.desktop.index;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.RemoteNode.FileState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Trees and an entry with one of everything a journal can hold; always the same. */
final class SampleReplica {
    static final NodeId ROOT = id(1);
    static final UUID BATCH = new UUID(9, 9);

    private static final Instant TIME = Instant.parse("1955-11-05T06:15:00.123456789Z");

    private SampleReplica() {}

    static Replica trees() {
        var trees = new Replica(ROOT);
        trees.plant();
        both(trees, id(2), null, "folder");
        both(trees, id(3), state("agreed", 6), "file");
        both(trees, id(4), state("edited here", 11), "edited here");
        trees.local().put(local(id(4), "edited here", "newer"));
        both(trees, id(5), state("moved here", 10), "moved");
        trees.local().put(local(id(5), "caf\u00e9 \uD83D\uDDFF", "moved here"));
        both(trees, id(6), state("deleted here", 12), "deleted here");
        trees.local().remove(id(6));
        trees.local().put(new LocalNode(id(7), id(2), "not looked at", stamp(Kind.FILE, 70), null));
        trees.remote().put(new RemoteNode(id(8), id(2), "only there", Long.MAX_VALUE, state("only there", 1L << 40)));
        trees.synced().put(new SyncedNode(id(10), ROOT, "gone", state("gone", 4), stamp(Kind.FILE, 100), true));
        return trees;
    }

    static JournalEntry entry() {
        var entry = new JournalEntry();
        entry.facts.put("cursor", "1.f00d.42");
        entry.facts.put("hold", "");
        var edit = new Edit(
                id(4),
                new Operation.Move(new OperationId(new UUID(7, 7)), id(4), id(2), "new name"),
                stamp(Kind.FILE, 40));
        entry.sending.add(new PendingCommit(BATCH, new byte[] {1, 2, 3}, List.of(edit)));
        entry.manifests.put(manifest().id(), manifest());
        return entry;
    }

    static Manifest manifest() {
        return new Manifest(List.of(new ChunkRef(chunk("one"), 3), new ChunkRef(chunk("two"), 3)));
    }

    static ChunkId chunk(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ChunkId.of(bytes, 0, bytes.length);
    }

    static NodeId id(long number) {
        return new NodeId(new UUID(0x0123456789abcdefL, number));
    }

    private static void both(Replica trees, NodeId id, @Nullable FileState file, String name) {
        var stamp = stamp(file == null ? Kind.FOLDER : Kind.FILE, id.value().getLeastSignificantBits());
        trees.remote().put(new RemoteNode(id, ROOT, name, 17, file));
        trees.local().put(new LocalNode(id, ROOT, name, stamp, file == null ? null : file.content()));
        trees.synced().put(new SyncedNode(id, ROOT, name, file, stamp, file == null));
    }

    private static LocalNode local(NodeId id, String name, String text) {
        return new LocalNode(id, ROOT, name, stamp(Kind.FILE, -1), content(text));
    }

    private static FileState state(String text, long size) {
        return new FileState(new VersionId(new UUID(3, size)), content(text), size, TIME, true);
    }

    private static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ContentId.of(bytes, 0, bytes.length);
    }

    private static Stamp stamp(Kind kind, long inode) {
        return new Stamp(kind, inode, Instant.EPOCH, 5, TIME, TIME.plusNanos(1), kind == Kind.FILE);
    }
}
