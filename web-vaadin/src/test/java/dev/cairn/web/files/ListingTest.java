package dev.cairn.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.web.WebWorld;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListingTest {
    private final WebWorld world = new WebWorld();
    private final NodeId root = world.space.root();

    private List<String> shown(Listing listing) {
        return listing.nodes().stream().map(Node::name).sorted().toList();
    }

    @Test
    void readsEveryPage() {
        for (int i = 0; i < NodeApi.PAGE_MAX + 5; i++) {
            world.folder(root, "f" + i);
        }
        var listing = Listing.read(world.ann, world.tree, world.space, root);
        assertThat(listing.nodes()).hasSize(NodeApi.PAGE_MAX + 5);
        assertThat(listing.cut()).isFalse();
    }

    /** Random edits in and around the folder: who applies the changes sees what who reads again sees. */
    @Test
    void appliedChangesAndAFreshReadAgree() {
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            var folder = world.folder(root, "folder " + seed);
            var other = world.folder(root, "other " + seed);
            var listing = Listing.read(world.ann, world.tree, world.space, folder.id());
            var cursor = world.ann.call(() -> world.tree.space("personal")).cursor();
            var made = new java.util.ArrayList<Node>();
            for (int step = 0; step < 20; step++) {
                var where = random.nextBoolean() ? folder.id() : other.id();
                if (made.isEmpty() || random.nextBoolean()) {
                    made.add(world.file(where, "n" + step, "text"));
                } else {
                    var node = made.get(random.nextInt(made.size()));
                    var operation = new OperationId(world.ids.next());
                    if (random.nextInt(4) == 0) {
                        apply(new Operation.Delete(operation, node.id(), null, null));
                        made.remove(node);
                    } else {
                        apply(new Operation.Move(operation, node.id(), where, "m" + step));
                    }
                }
                if (random.nextInt(3) == 0) {
                    cursor = follow(listing, cursor);
                }
            }
            follow(listing, cursor);

            var fresh = Listing.read(world.ann, world.tree, world.space, folder.id());
            assertThat(shown(listing)).as("seed %d", seed).isEqualTo(shown(fresh));
        }
    }

    private String follow(Listing listing, String cursor) {
        var delta = world.ann.call(() -> world.tree.changes(world.space.id(), cursor, 1_000));
        listing.apply(delta.changes());
        return delta.cursor();
    }

    private void apply(Operation operation) {
        world.ann.call(() -> world.tree.apply(world.space.id(), new Operations(List.of(operation))));
    }
}
