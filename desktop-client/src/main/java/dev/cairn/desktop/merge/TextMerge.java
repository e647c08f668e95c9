package dev.cairn.desktop.merge;

import dev.cairn.desktop.merge.TextForm.LineEnds;
import dev.cairn.desktop.merge.TextForm.Read;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk.ConflictState;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Merges two edits of a text line by line, as diff3 and git do: lines that one side changed are taken from it, and where both changed the
 * same lines, or lines next to each other, in different ways, nothing is decided. The algorithm is JGit's; what is here keeps encodings,
 * marks and line ends as they are.
 */
public final class TextMerge {
    /** Longer texts are refused. */
    public static final int BYTES_MAX = 4 << 20;
    /** Texts with more lines are refused: comparing them could take minutes. */
    public static final int LINES_MAX = 100_000;

    private static final int BASE = 0;
    private static final int ONE = 1;

    private TextMerge() {}

    /** What came of it. */
    public sealed interface Outcome {}

    /** They go together; {@code bytes} is the text. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Merged(byte[] bytes) implements Outcome {}

    /** Both changed the same. Everything else would go together. */
    public record Overlapping(List<Region> regions) implements Outcome {
        /** Copies the list. */
        public Overlapping {
            regions = List.copyOf(regions);
        }
    }

    /** These cannot be merged at all; {@code why} for people. */
    public record Refused(String why) implements Outcome {}

    /**
     * Lines that both sides changed.
     *
     * @param line number of the first of them in the base, from 1
     * @param base what was there; empty where both added something
     * @param one what one side made of it
     * @param other what the other did
     */
    public record Region(int line, String base, String one, String other) {}

    /** Merges two texts that both began with {@code base}. Changes no argument. */
    public static Outcome merge(byte[] base, byte[] one, byte[] other) {
        var texts = new ArrayList<Read>();
        for (var bytes : List.of(base, one, other)) {
            if (bytes.length > BYTES_MAX) {
                return new Refused("texts of more than " + (BYTES_MAX >> 20) + " MiB are not merged");
            }
            var read = TextForm.read(bytes);
            if (read.isEmpty()) {
                return new Refused("this is no text");
            }
            if (read.get().text().chars().filter(each -> each == '\n').count() >= LINES_MAX) {
                return new Refused("texts of more than " + LINES_MAX + " lines are not merged");
            }
            texts.add(read.get());
        }
        var form = TextForm.merged(
                texts.get(BASE).form(), texts.get(ONE).form(), texts.getLast().form());
        if (form.isEmpty()) {
            return new Refused("the two are in different encodings");
        }
        boolean mixed = form.get().lineEnds() == LineEnds.MIXED;
        var plain = texts.stream()
                .map(read -> mixed ? read.text() : read.text().replace("\r\n", "\n"))
                .toList();
        return merge(plain.get(BASE), plain.get(ONE), plain.getLast(), form.get());
    }

    private static Outcome merge(String base, String one, String other, TextForm form) {
        // JGit takes a text that is empty for a file that was deleted, which nobody else would.
        if (one.equals(base) || one.equals(other)) {
            return written(other, form);
        }
        if (other.equals(base)) {
            return written(one, form);
        }
        return outcome(
                new MergeAlgorithm().merge(RawTextComparator.DEFAULT, lines(base), lines(one), lines(other)), form);
    }

    private static RawText lines(String text) {
        return new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome outcome(MergeResult<RawText> result, TextForm form) {
        var regions = new ArrayList<Region>();
        var text = new ByteArrayOutputStream();
        var sides = new String[] {"", "", ""};
        int line = 0;
        boolean open = false;
        for (var chunk : result) {
            var lines = result.getSequences().get(chunk.getSequenceIndex());
            var bytes = bytes(lines, chunk.getBegin(), chunk.getEnd());
            if (chunk.getConflictState() == ConflictState.NO_CONFLICT) {
                if (open) {
                    regions.add(new Region(line, sides[0], sides[1], sides[2]));
                    open = false;
                }
                text.writeBytes(bytes);
                continue;
            }
            if (chunk.getConflictState() == ConflictState.FIRST_CONFLICTING_RANGE) {
                if (open) {
                    regions.add(new Region(line, sides[0], sides[1], sides[2]));
                }
                sides = new String[] {"", "", ""};
                open = true;
            }
            sides[chunk.getSequenceIndex()] = new String(bytes, StandardCharsets.UTF_8);
            if (chunk.getSequenceIndex() == BASE) {
                line = chunk.getBegin() + 1;
            }
        }
        if (open) {
            regions.add(new Region(line, sides[0], sides[1], sides[2]));
        }
        if (!regions.isEmpty()) {
            return new Overlapping(regions);
        }
        return written(text.toString(StandardCharsets.UTF_8), form);
    }

    private static Outcome written(String merged, TextForm form) {
        return form.write(form.lineEnds() == LineEnds.CRLF ? merged.replace("\n", "\r\n") : merged)
                .<Outcome>map(Merged::new)
                .orElse(new Refused("the two are in different encodings"));
    }

    private static byte[] bytes(RawText lines, int begin, int end) {
        var bytes = new ByteArrayOutputStream();
        for (int i = begin; i < end; i++) {
            // The content's own bytes: getString would drop the line end.
            var raw = lines.getRawString(i);
            bytes.write(raw.array(), raw.arrayOffset() + raw.position(), raw.remaining());
            if (i < lines.size() - 1 || !lines.isMissingNewlineAtEnd()) {
                bytes.write('\n');
            }
        }
        return bytes.toByteArray();
    }
}
