package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.apply.LocalObserver;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.Stamp;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one look at the disk makes of hints that overlap. */
class LookTest {
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z"));
    private final Random random = new Random(1);
    private final SimFiles files = new SimFiles(clock, random);
    private final Replica trees = new Replica(new NodeId(new UUID(0, 1)));
    private final LocalObserver observer =
            new LocalObserver(trees, files, FolderWatch.NONE, id -> false, new Ids(clock, random));

    LookTest() {
        var stamp = new Stamp(Kind.FOLDER, 0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH, false);
        trees.local().put(new LocalNode(trees.root(), null, "", stamp, null));
    }

    @Test
    void aThingSeenByNameAndInAListingIsOneNode() throws IOException {
        files.userFolder("f");
        var everything = new Hints();
        everything.everything();
        look(everything);
        var folder = Objects.requireNonNull(trees.local().child(trees.root(), "f"));

        files.userDelete("f");
        files.userFolder("f");
        files.userFolder("f/g");
        files.userWrite("f/h", new byte[] {1});
        var hints = new Hints();
        hints.name(trees.root(), "f");
        hints.name(folder, "g");
        hints.name(folder, "h");
        look(hints);

        assertThat(trees.local().all())
                .extracting(LocalNode::name)
                .as("the root, f, and each of g and h once")
                .containsExactlyInAnyOrder("", "f", "g", "h");
    }

    private void look(Hints hints) throws IOException {
        observer.observe(hints, () -> true);
    }
}
