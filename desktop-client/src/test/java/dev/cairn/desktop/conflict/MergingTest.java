package dev.cairn.desktop.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.merge.TextMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What merging says is what happened, whatever is refused and whoever writes meanwhile. */
class MergingTest {
    private static final String BEFORE = "one\ntwo\nthree\nfour\nfive\n";
    private static final String MINE = BEFORE.replace("one", "1");
    private static final String THEIRS = BEFORE.replace("five", "5");
    private static final String BOTH = MINE.replace("five", "5");

    @Test
    void theMergedTextIsTheNewestVersionAndTheConflictIsOver() throws Exception {
        try (var server = new ConflictServer(BEFORE, MINE, THEIRS, Map.of())) {
            var open = server.open();
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Settled());
            assertThat(server.isOver()).isTrue();
            assertThat(server.original().content()).isEqualTo(content(BOTH));
            assertThat(server.settlements).singleElement().satisfies(settlement -> assertThat(settlement.keep())
                    .isEqualTo(Keep.ORIGINAL));
            assertThat(new Merging(server.http(), InstantSource.system(), new Random(2)).merge(open))
                    .isEqualTo(new MergeOutcome.Over());
        }
    }

    @Test
    void whatIsSaidOfTheFileStaysExceptOfItsBytes() throws Exception {
        var said = Map.of(
                "content-type",
                "text/markdown",
                "x-amz-meta-author",
                "ann",
                "etag",
                "0123",
                "etag-content",
                "4567",
                "x-amz-checksum-crc32",
                "89ab");
        try (var server = new ConflictServer(BEFORE, MINE, THEIRS, said)) {
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Settled());
            assertThat(server.original().attributes())
                    .isEqualTo(Map.of("content-type", "text/markdown", "x-amz-meta-author", "ann"));
        }
    }

    @Test
    void whereTheOriginalHasItAllNothingIsWritten() throws Exception {
        try (var server = new ConflictServer(BEFORE, MINE, BOTH, Map.of("etag", "0123"))) {
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Settled());
            assertThat(server.put).isEmpty();
            assertThat(server.isOver()).isTrue();
            assertThat(server.original().attributes()).containsKey("etag");
        }
    }

    @Test
    void aCopyThatIsWrittenToMeanwhileStaysAndThatIsSaid() throws Exception {
        try (var server = new ConflictServer(BEFORE, MINE, THEIRS, Map.of())) {
            server.copyWrittenTo = true;
            assertThat(merge(server)).isEqualTo(new MergeOutcome.HalfDone("one of the two was changed meanwhile"));
            assertThat(server.original().content()).isEqualTo(content(BOTH));
            assertThat(server.isOver()).isFalse();
        }
    }

    @Test
    void aBaseThatIsTooLongIsRefusedLikeAnyText() throws Exception {
        try (var server = new ConflictServer("x".repeat(TextMerge.BYTES_MAX + 1), MINE, THEIRS, Map.of())) {
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Refused("texts of more than 4 MiB are not merged"));
            assertThat(server.put).isEmpty();
        }
    }

    @Test
    void whatIsRefusedOfOneConflictIsItsOutcomeAndWhatHoldsForAllIsThrown() throws Exception {
        try (var server = new ConflictServer(BEFORE, MINE, THEIRS, Map.of())) {
            server.commitRefused = Problem.OVER_QUOTA;
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Refused("refused"));
            server.commitRefused = Problem.STALE_BASE;
            assertThat(merge(server)).isEqualTo(new MergeOutcome.Refused("somebody changed it meanwhile; try again"));
            server.commitRefused = Problem.UNAVAILABLE;
            assertThatThrownBy(() -> merge(server)).isInstanceOf(ProblemException.class);
            assertThat(server.isOver()).isFalse();
        }
    }

    private static MergeOutcome merge(ConflictServer server) throws IOException {
        return new Merging(server.http(), InstantSource.system(), new Random(1)).merge(server.open());
    }

    private static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Manifest(List.of(new ChunkRef(ChunkId.of(bytes, 0, bytes.length), bytes.length))).id();
    }
}
