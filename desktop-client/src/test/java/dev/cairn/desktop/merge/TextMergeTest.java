package dev.cairn.desktop.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.merge.TextMerge.Merged;
import dev.cairn.desktop.merge.TextMerge.Outcome;
import dev.cairn.desktop.merge.TextMerge.Overlapping;
import dev.cairn.desktop.merge.TextMerge.Refused;
import dev.cairn.desktop.merge.TextMerge.Region;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes together, what does not, and that nothing of how a text is written down is lost. */
class TextMergeTest {
    private static final String BASE = "# Plan\n\none\ntwo\nthree\nfour\n";
    private static final String MINE = "# The plan\n\none\ntwo\nthree\nfour\n";
    private static final String THEIRS = "# Plan\n\none\ntwo\nthree\nfour and five\n";
    private static final String BOTH = "# The plan\n\none\ntwo\nthree\nfour and five\n";

    @Test
    void editsInDifferentPlacesBecomeOneText() {
        assertThat(text(merge(BASE, MINE, THEIRS))).isEqualTo(BOTH);
        assertThat(text(merge(BASE, THEIRS, MINE))).isEqualTo(BOTH);
    }

    @Test
    void whatOnlyOneSideChangedIsTakenFromIt() {
        assertThat(text(merge(BASE, BASE, THEIRS))).isEqualTo(THEIRS);
        assertThat(text(merge(BASE, MINE, BASE))).isEqualTo(MINE);
        assertThat(text(merge(BASE, MINE, MINE))).isEqualTo(MINE);
        assertThat(text(merge(BASE, "", BASE))).isEmpty();
        assertThat(text(merge("", "", "new\n"))).isEqualTo("new\n");
    }

    @Test
    void theSameLineChangedTwiceIsShown() {
        var outcome = merge(BASE, BASE.replace("two", "2"), BASE.replace("two", "zwei"));
        assertThat(outcome).isEqualTo(new Overlapping(List.of(new Region(4, "two\n", "2\n", "zwei\n"))));
    }

    @Test
    void everyPlaceIsShown() {
        var outcome = merge(
                BASE,
                BASE.replace("# Plan", "# A").replace("four\n", ""),
                BASE.replace("# Plan", "# B").replace("four", "4"));
        assertThat(((Overlapping) outcome).regions())
                .containsExactly(new Region(1, "# Plan\n", "# A\n", "# B\n"), new Region(6, "four\n", "", "4\n"));
    }

    @Test
    void bothAddedSomethingAtOnePlace() {
        var outcome = merge(BASE, BASE + "five\n", BASE + "six\n");
        assertThat(outcome).isEqualTo(new Overlapping(List.of(new Region(7, "", "five\n", "six\n"))));
    }

    @Test
    void aLastLineWithoutAnEndKeepsNone() {
        assertThat(text(merge("a\nb\nc", "A\nb\nc", "a\nb\nC"))).isEqualTo("A\nb\nC");
        assertThat(text(merge("a\nb\nc", "A\nb\nc", "a\nb\nc\n"))).isEqualTo("A\nb\nc\n");
    }

    @Test
    void otherLineEndsAreOneChange() {
        assertThat(text(merge(BASE, crlf(MINE), THEIRS))).isEqualTo(crlf(BOTH));
        assertThat(text(merge(crlf(BASE), crlf(MINE), THEIRS))).isEqualTo(BOTH);
        assertThat(text(merge(crlf(BASE), crlf(MINE), crlf(THEIRS)))).isEqualTo(crlf(BOTH));
        assertThat(text(merge(crlf(BASE), "one line", crlf(BASE)))).isEqualTo("one line");
    }

    @Test
    void lineEndsOfBothKindsStayWhereTheyAre() {
        var base = "a\r\nb\nc\nd\r\ne\n";
        assertThat(text(merge(base, base.replace("a", "A"), base.replace("e", "E"))))
                .isEqualTo("A\r\nb\nc\nd\r\nE\n");
    }

    @Test
    void encodingsAndMarksStay() {
        for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            var outcome = TextMerge.merge(
                    bytes("\uFEFF" + "ä" + BASE, charset),
                    bytes("\uFEFF" + "ä" + MINE, charset),
                    bytes("\uFEFF" + "ä" + THEIRS + "😀", charset));
            assertThat(((Merged) outcome).bytes()).isEqualTo(bytes("\uFEFF" + "ä" + BOTH + "😀", charset));
        }
        var latin = TextMerge.merge(
                bytes("é" + BASE, ISO_8859_1), bytes("é" + MINE, ISO_8859_1), bytes("é" + THEIRS, ISO_8859_1));
        assertThat(((Merged) latin).bytes()).isEqualTo(bytes("é" + BOTH, ISO_8859_1));
    }

    @Test
    void aMarkOneSideAddedOrTookAwayIsAChange() {
        assertThat(text(merge(BASE, "\uFEFF" + BASE, THEIRS))).isEqualTo("\uFEFF" + THEIRS);
        assertThat(text(merge("\uFEFF" + BASE, MINE, "\uFEFF" + THEIRS))).isEqualTo(BOTH);
    }

    @Test
    void charactersOneSideAddedToPlainAsciiAreKept() {
        assertThat(text(merge(BASE, BASE.replace("# Plan", "# Plän"), THEIRS)))
                .isEqualTo(THEIRS.replace("# Plan", "# Plän"));
        var outcome = TextMerge.merge(bytes(BASE, UTF_8), bytes("é" + BASE, ISO_8859_1), bytes(BASE + "é", UTF_8));
        assertThat(outcome).isEqualTo(new Refused("the two are in different encodings"));
        assertThat(TextMerge.merge(bytes(BASE, UTF_8), bytes("\uFEFF" + BASE, UTF_16LE), bytes(THEIRS, UTF_8)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThat(merge("a\0b", "a\0b\n", "a\0c")).isEqualTo(new Refused("this is no text"));
        assertThat(TextMerge.merge(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0xD8}, new byte[0], new byte[0]))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(TextMerge.merge(new byte[TextMerge.BYTES_MAX + 1], new byte[0], new byte[0]))
                .isInstanceOf(Refused.class);
        assertThat(merge(BASE, "\n".repeat(TextMerge.LINES_MAX), BASE)).isInstanceOf(Refused.class);
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static Outcome merge(String base, String one, String other) {
        return TextMerge.merge(bytes(base, UTF_8), bytes(one, UTF_8), bytes(other, UTF_8));
    }

    private static String text(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Merged.class);
        return new String(((Merged) outcome).bytes(), UTF_8);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
