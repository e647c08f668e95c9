package dev.cairn.desktop.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.RemoteNode.FileState;
import dev.cairn.desktop.index.Tree;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Folders of a space: 1 is the root, 2 is a, 3 is a/b, 4 is a/b/c, 5 is a/d, 6 is e; files 7 in a, 8 in a/b/c. */
class FolderTreeTest {
    private static final NodeId ROOT = id(1);
    private static final NodeId A = id(2);
    private static final NodeId B = id(3);
    private static final NodeId C = id(4);
    private static final NodeId D = id(5);

    private final FolderTree tree = new FolderTree(server(), ROOT);

    @Test
    void foldersAreListedWithWhatIsInThem() {
        assertThat(tree.folders(Set.of(B)))
                .containsExactly(
                        new ChosenFolder(A, "a", true, 2, 30),
                        new ChosenFolder(B, "a/b", false, 1, 20),
                        new ChosenFolder(C, "a/b/c", false, 1, 20),
                        new ChosenFolder(D, "a/d", true, 0, 0),
                        new ChosenFolder(id(6), "e", true, 0, 0));
    }

    @Test
    void whatIsInsideComesBackWithAFolder() throws Exception {
        var chosen = tree.unselect(tree.unselect(Set.of(), "a/b/c"), "a");
        assertThat(chosen).containsExactlyInAnyOrder(A, C);
        assertThat(tree.select(chosen, "a")).isEmpty();
        assertThat(tree.select(chosen, "")).isEmpty();
    }

    @Test
    void selectingInsideLeavesTheRestOut() throws Exception {
        assertThat(tree.select(Set.of(A), "a/b")).containsExactlyInAnyOrder(D);
        assertThat(tree.select(Set.of(A), "a/b/c")).containsExactlyInAnyOrder(D);
        assertThat(tree.select(Set.of(A, B), "a/d")).containsExactlyInAnyOrder(B);
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThatExceptionOfType(NoSuchFolderException.class)
                .isThrownBy(() -> tree.select(Set.of(), "a/x"))
                .withMessageContaining("a/x");
        assertThatExceptionOfType(NoSuchFolderException.class)
                .isThrownBy(() -> tree.unselect(Set.of(), "a/f"))
                .withMessageContaining("file");
        assertThatExceptionOfType(NoSuchFolderException.class)
                .isThrownBy(() -> tree.unselect(Set.of(), ""))
                .withMessageContaining("client remove");
    }

    private static Tree<RemoteNode> server() {
        var tree = new Tree<RemoteNode>();
        tree.put(new RemoteNode(ROOT, null, "", 0, null));
        tree.put(new RemoteNode(A, ROOT, "a", 1, null));
        tree.put(new RemoteNode(B, A, "b", 1, null));
        tree.put(new RemoteNode(C, B, "c", 1, null));
        tree.put(new RemoteNode(D, A, "d", 1, null));
        tree.put(new RemoteNode(id(6), ROOT, "e", 1, null));
        tree.put(new RemoteNode(id(7), A, "f", 1, file(10)));
        tree.put(new RemoteNode(id(8), C, "g", 1, file(20)));
        return tree;
    }

    private static FileState file(long size) {
        return new FileState(
                new VersionId(new UUID(0, size)), ContentId.of(new byte[0], 0, 0), size, Instant.EPOCH, false);
    }

    private static NodeId id(long number) {
        return new NodeId(new UUID(0, number));
    }
}
