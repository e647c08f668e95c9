package dev.cairn.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How text becomes words: the rules of Unicode (UAX #29) in lower case, which Lucene and Elasticsearch both call "standard". In names
 * everything but letters and digits separates, too: people write {@code report_2024-final.pdf}.
 */
public final class Wording {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Analyzer STANDARD = new StandardAnalyzer();

    private Wording() {}

    /** A name, so that the standard rules find its words. */
    public static String ofName(String name) {
        return SEPARATORS.matcher(normal(name)).replaceAll(" ").strip();
    }

    /** The same characters in one form (NFC). */
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** What somebody looks for; without folders. */
    public static QueryWord query(String word) {
        return new QueryWord(tokens(ofName(word)), tokens(normal(word)), Set.of());
    }

    /** The words of a text. */
    static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        try (var stream = STANDARD.tokenStream("text", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is read", e);
        }
        return tokens;
    }
}
