package dev.cairn.storage.blob.nested;

import dev.cairn.storage.StorageSchema;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.mirrored.MirroredStores;
import dev.cairn.storage.blob.routed.RoutedBlobStore;
import dev.cairn.storage.blob.tiered.TieredStores;
import dev.cairn.testkit.server.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** A tree of stores over memory, with the work beside calls done when the test says so, and leaves that fail when it says so. */
final class Tree {
    private static final DataSource DATABASE = TestPostgres.newDatabase();
    private static final Region EU = new Region("eu");
    private static final Region US = new Region("us");

    static {
        StorageSchema.migrate(DATABASE);
    }

    private final List<FaultyBlobStore> leaves = new ArrayList<>();
    private final List<Runnable> rounds = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private BlobStore root = new MemoryBlobStore(0);

    private Tree() {}

    static Tree routedOverTiered() {
        var tree = new Tree();
        tree.root = new RoutedBlobStore(
                Map.of(EU, tree.tiered(tree.leaf(), tree.leaf()), US, tree.mirrored(tree.leaf(), tree.leaf())), EU);
        return tree;
    }

    static Tree tieredOverMirrored() {
        var tree = new Tree();
        tree.root = tree.tiered(tree.mirrored(tree.leaf(), tree.leaf()), tree.mirrored(tree.leaf(), tree.leaf()));
        return tree;
    }

    static Tree mirroredOverTiered() {
        var tree = new Tree();
        tree.root = tree.mirrored(tree.tiered(tree.leaf(), tree.leaf()), tree.tiered(tree.leaf(), tree.leaf()));
        return tree;
    }

    private BlobStore leaf() {
        var leaf = new FaultyBlobStore(new MemoryBlobStore(256 << 20));
        leaves.add(leaf);
        return leaf;
    }

    private BlobStore tiered(BlobStore hot, BlobStore cold) {
        return TieredStores.open(hot, cold, name(), DATABASE, () -> now, Duration.ofDays(30), rounds::add);
    }

    private BlobStore mirrored(BlobStore primary, BlobStore mirror) {
        return MirroredStores.open(primary, mirror, name(), DATABASE, () -> now, rounds::add);
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    BlobStore root() {
        return root;
    }

    List<FaultyBlobStore> leaves() {
        return leaves;
    }

    /** One round of each kind of work that goes on beside calls. */
    List<Runnable> rounds() {
        return rounds;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
