package dev.cairn.web.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.WebWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class ArchiveTest {
    private final WebWorld world = new WebWorld();
    private final ContentReader reader = new ContentReader(world.chunks, world.tickets);
    private final Shelf shelf = new Shelf() {
        @Override
        public NodePage children(NodeId folder, @Nullable String after) {
            // Small pages, to see that all are read.
            return world.ann.call(() -> world.tree.children(world.space.id(), folder, after, 2));
        }

        @Override
        public Ticketed ticket(NodeId file) {
            return world.ann.call(() -> world.tree.ticket(world.space.id(), file, null));
        }
    };

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private byte[] written(Archive archive) throws IOException {
        var out = new ByteArrayOutputStream();
        archive.writeTo(out, reader);
        assertThat(archive.length()).isEqualTo(out.size());
        return out.toByteArray();
    }

    @Test
    void holdsEverythingBelowTheNodes() throws IOException {
        var trip = world.folder(world.space.root(), "Trip");
        for (int i = 0; i < 5; i++) {
            world.file(trip.id(), "photo " + i, "picture " + i);
        }
        var deep = world.folder(trip.id(), "deep");
        world.file(deep.id(), "naïve 🪨", "");
        var beside = world.file(world.space.root(), "beside.txt", "beside");
        world.file(world.space.root(), "not asked for", "secret");

        assertThat(unzipped(written(Archive.of(List.of(trip, beside), shelf))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Trip/", "",
                        "Trip/photo 0", "picture 0",
                        "Trip/photo 1", "picture 1",
                        "Trip/photo 2", "picture 2",
                        "Trip/photo 3", "picture 3",
                        "Trip/photo 4", "picture 4",
                        "Trip/deep/", "",
                        "Trip/deep/naïve 🪨", "",
                        "beside.txt", "beside"));
    }

    @Test
    void namesLeadNowhereElseAndOverwriteNothing() throws IOException {
        var folder = world.folder(world.space.root(), "f");
        world.file(folder.id(), "..\\..\\evil.exe", "one");
        world.file(folder.id(), ".._.._evil.exe", "two");

        assertThat(unzipped(written(Archive.of(List.of(folder), shelf))).keySet())
                .containsExactlyInAnyOrder("f/", "f/.._.._evil.exe", "f/.._.._evil.exe (2)");
    }

    @Test
    void aFileThatChangesInTheMeantimeEndsItShortOfItsLength() {
        var folder = world.folder(world.space.root(), "f");
        var file = world.file(folder.id(), "a", "short");
        var archive = Archive.of(List.of(folder), shelf);
        world.edit(file, "something longer");
        var out = new ByteArrayOutputStream();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> archive.writeTo(out, reader))
                .matches(e -> e.problem() == Problem.STALE_BASE);
        assertThat((long) out.size()).isLessThan(archive.length());
    }

    @Test
    void theRightToReadIsAskedForWithEveryFile() {
        var file = world.file(world.space.root(), "a", "text");
        var archive = Archive.of(List.of(file), shelf);
        world.ann.call(() -> world.tree.apply(
                world.space.id(),
                new dev.cairn.contracts.metadata.Operations(List.of(new dev.cairn.contracts.metadata.Operation.Delete(
                        new dev.cairn.contracts.id.OperationId(world.ids.next()), file.id(), null, null)))));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> archive.writeTo(new ByteArrayOutputStream(), reader))
                .matches(e -> e.problem() == Problem.NOT_FOUND);
    }

    @Test
    void tooMuchIsSaidBeforeTheFirstByte() {
        var root = (Node.Folder) world.node(world.space.root());
        // A folder that holds itself, so to speak: it never ends.
        var endless = new Shelf() {
            @Override
            public NodePage children(NodeId folder, @Nullable String after) {
                return new NodePage(
                        java.util.Collections.nCopies(1_000, world.file(root.id(), "f" + world.ids.next(), "")),
                        "more");
            }

            @Override
            public Ticketed ticket(NodeId file) {
                throw new AssertionError("nothing is read");
            }
        };
        var response = new MockHttpServletResponse();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new Archives(reader).send("all", List.of(root), endless, response))
                .matches(e -> e.problem() == Problem.TOO_LARGE);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(response.getHeaderNames()).doesNotContain("Content-Disposition");
    }
}
