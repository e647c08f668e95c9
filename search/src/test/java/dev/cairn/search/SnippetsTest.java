package dev.cairn.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnippetsTest {
    @Test
    void showsTheMatchesInTheirSurroundings() {
        assertThat(marked("The turnover rose.\n\nTurnovers of others fell", "turnover"))
                .isEqualTo("The [turnover] rose. [Turnovers] of others fell");
    }

    @Test
    void choosesThePlaceWithMostOfTheWords() {
        var text = "alpha " + "filler ".repeat(100) + "alpha beta gamma " + "filler ".repeat(100) + "beta";
        assertThat(marked(text, "beta alpha gamma")).contains("[alpha] [beta] [gamma]");
    }

    @Test
    void isShortAndEndsBetweenWords() {
        var snippet = Snippets.of("wordy ".repeat(1_000) + "needle " + "wordy ".repeat(1_000), words("needle"));
        var text = snippet.stream().map(Snippets.Part::text).collect(Collectors.joining());
        assertThat(text).hasSizeLessThanOrEqualTo(Snippets.LENGTH_MAX).matches("wordy .* wordy");
    }

    @Test
    void endlessWordsAndCutCharactersDoNoHarm() {
        for (int length = 200; length < 300; length++) {
            var text = "needle" + " x".repeat(length % 7) + "😀".repeat(length);
            var snippet = Snippets.of(text, words("needle"));
            var end = snippet.getLast().text();
            assertThat(Character.isHighSurrogate(end.charAt(end.length() - 1))).isFalse();
            assertThat(Snippets.of("😀".repeat(length) + " needle", words("needle"))
                            .getFirst()
                            .text())
                    .doesNotMatch("[\\uDC00-\\uDFFF].*");
        }
    }

    @Test
    void nothingIsShownForWordsThatAreNotThere() {
        assertThat(Snippets.of("pineapple apples", words("apple +++"))).hasSize(2);
        assertThat(Snippets.of("pineapple", words("apple"))).isEmpty();
        assertThat(Snippets.of("going", words("go"))).isEmpty();
        assertThat(Snippets.of("anything", words("++"))).isEmpty();
        assertThat(Snippets.of("", words("a"))).isEmpty();
    }

    private static String marked(String text, String words) {
        return Snippets.of(text, words(words)).stream()
                .map(part -> part.match() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }

    private static List<QueryWord> words(String words) {
        return Stream.of(words.split(" ")).map(Wording::query).toList();
    }
}
