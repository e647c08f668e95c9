package dev.cairn.desktop.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.Selection;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What several processes say at once is all done. */
class FolderChoiceTest {
    private static final NodeId ROOT = id(1);
    private static final NodeId A = id(2);
    private static final NodeId B = id(3);
    private static final SyncedFolder FOLDER =
            new SyncedFolder("f", new SpaceId(new UUID(0, 1)), ROOT, "Ann", "/home/ann/Cairn");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatIsSaidMeanwhileIsNotTakenBack() throws Exception {
        var home = new Home(directory, JsonMapper.builder().build());
        var tree = new Tree<RemoteNode>();
        tree.put(new RemoteNode(ROOT, null, "", 0, null));
        tree.put(new RemoteNode(A, ROOT, "a", 1, null));
        var begun = new CountDownLatch(1);
        CompletableFuture<Void> other;
        try (var _ = home.selectionLock().orElseThrow()) {
            other = CompletableFuture.runAsync(() -> {
                try {
                    begun.countDown();
                    new FolderChoice(home, FOLDER, tree).unselect(List.of("a"));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            home.keepSelection(FOLDER, Selection.of(Set.of(B)));
        }
        other.get(1, TimeUnit.MINUTES);
        assertThat(home.selection(FOLDER)).contains(Selection.of(Set.of(A, B)));
    }

    private static NodeId id(int number) {
        return new NodeId(new UUID(0, number));
    }
}
