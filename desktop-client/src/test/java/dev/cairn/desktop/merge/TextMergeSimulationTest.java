package dev.cairn.desktop.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.merge.TextMerge.Merged;
import dev.cairn.desktop.merge.TextMerge.Outcome;
import dev.cairn.desktop.merge.TextMerge.Overlapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random texts and edits: what must come out is known by how they were made. */
class TextMergeSimulationTest {
    private static final int RUNS = Integer.getInteger("cairn.merge.runs", 2_000);
    private static final long FIRST = Long.getLong("cairn.seed", 1);
    /** Lines between two edits, so that no diff takes them for one. */
    private static final int APART = 3;

    private Random random = new Random();
    private int fresh;

    @Test
    void editsApartFromEachOtherAreAllInTheResult() {
        each(seed -> {
            var ends = random.nextBoolean() ? "\n" : "\r\n";
            var base = new ArrayList<String>();
            var one = new ArrayList<String>();
            var other = new ArrayList<String>();
            var both = new ArrayList<String>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                var before = lines(1 + random.nextInt(3));
                var after = random.nextInt(4) == 0 ? List.<String>of() : lines(1 + random.nextInt(3));
                boolean mine = random.nextBoolean();
                base.addAll(before);
                one.addAll(mine ? after : before);
                other.addAll(mine ? before : after);
                both.addAll(after);
                var common = lines(APART);
                List.of(base, one, other, both).forEach(text -> text.addAll(common));
            }
            var merged = merge(text(base, ends), text(one, ends), text(other, ends));
            assertThat(merged).isInstanceOf(Merged.class);
            assertThat(new String(((Merged) merged).bytes(), UTF_8)).isEqualTo(text(both, ends));
        });
    }

    @Test
    void nothingIsInventedAndNothingAgreedOnIsLost() {
        each(seed -> {
            var base = few();
            var one = edited(base);
            var other = edited(base);
            var outcome = merge(text(base, "\n"), text(one, "\n"), text(other, "\n"));
            var mirrored = merge(text(base, "\n"), text(other, "\n"), text(one, "\n"));
            switch (outcome) {
                case Merged merged -> {
                    assertThat(((Merged) mirrored).bytes()).isEqualTo(merged.bytes());
                    var text = new String(merged.bytes(), UTF_8);
                    text.lines().forEach(line -> assertThat(one.contains(line) || other.contains(line))
                            .isTrue());
                    for (var line : base) {
                        // Lines of the base are told apart by their numbers: those both kept are kept.
                        if (one.contains(line) && other.contains(line)) {
                            assertThat(text.lines()).contains(line);
                        }
                    }
                }
                case Overlapping overlapping -> {
                    assertThat(overlapping.regions()).isNotEmpty().allSatisfy(region -> assertThat(region.one())
                            .isNotEqualTo(region.other()));
                    assertThat(mirrored).isInstanceOf(Overlapping.class);
                }
                case TextMerge.Refused refused -> throw new AssertionError(refused.why());
            }
            assertThat(merge(text(base, "\n"), text(one, "\n"), text(base, "\n")))
                    .isInstanceOfSatisfying(Merged.class, merged -> assertThat(new String(merged.bytes(), UTF_8))
                            .isEqualTo(text(one, "\n")));
        });
    }

    @Test
    void anyBytesAreReadAsWhatTheyAreOrNotAtAll() {
        each(seed -> {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && random.nextBoolean()) {
                var marks = List.of(new int[] {0xEF, 0xBB, 0xBF}, new int[] {0xFF, 0xFE}, new int[] {0xFE, 0xFF});
                var mark = marks.get(random.nextInt(marks.size()));
                for (int i = 0; i < mark.length; i++) {
                    bytes[i] = (byte) mark[i];
                }
            }
            TextForm.read(bytes)
                    .ifPresent(read -> assertThat(read.form().write(read.text()).orElseThrow())
                            .isEqualTo(bytes));
            if (merge(bytes, bytes, bytes) instanceof Merged merged) {
                assertThat(merged.bytes()).isEqualTo(bytes);
            }
        });
    }

    private interface Run {
        void with(long seed);
    }

    private void each(Run run) {
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            random = new Random(seed);
            try {
                run.with(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (replay with -Dcairn.seed=" + seed + ")", e);
            }
        }
    }

    private List<String> lines(int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add("line " + fresh++);
        }
        return lines;
    }

    private List<String> few() {
        return lines(random.nextInt(12));
    }

    private List<String> edited(List<String> base) {
        var text = new ArrayList<>(base);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.size() + 1);
            if (at < text.size() && random.nextBoolean()) {
                text.remove(at);
            } else {
                text.addAll(at, lines(1));
            }
        }
        return text;
    }

    private static String text(List<String> lines, String ends) {
        return lines.isEmpty() ? "" : String.join(ends, lines) + ends;
    }

    private static Outcome merge(String base, String one, String other) {
        return merge(base.getBytes(UTF_8), one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static Outcome merge(byte[] base, byte[] one, byte[] other) {
        return TextMerge.merge(base, one, other);
    }
}
