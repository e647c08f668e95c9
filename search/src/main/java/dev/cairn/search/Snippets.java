package dev.cairn.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The place in a text that shows best why it was found: the one around which most of the words stand. */
public final class Snippets {
    /** Characters of a snippet, at most. */
    public static final int LENGTH_MAX = 240;

    /** Characters before the first match. */
    private static final int LEAD = 60;
    /** Places looked at. */
    private static final int MATCHES_MAX = 200;

    private Snippets() {}

    /** A stretch of a snippet. */
    public record Part(String text, boolean match) {}

    private record Match(int from, int to, int word) {}

    /** The snippet; empty when none of the words occurs. */
    public static List<Part> of(String text, List<QueryWord> words) {
        var matches = matches(text, words);
        if (matches.isEmpty()) {
            return List.of();
        }
        int first = best(matches);
        int from = Math.max(0, matches.get(first).from() - LEAD);
        int to = Math.min(text.length(), from + LENGTH_MAX);
        from = from == 0 ? 0 : wordStart(text, from, matches.get(first).from());
        to = to == text.length() ? to : wordEnd(text, to, matches.get(first).to());
        return parts(text, from, to, matches);
    }

    private static List<Match> matches(String text, List<QueryWord> words) {
        // One expression for all words: each is a group, begins where a word begins, and may go on where prefixes
        // count.
        var expression = words.stream()
                .map(Snippets::expression)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")"));
        var matcher = Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        var matches = new ArrayList<Match>();
        while (matches.size() < MATCHES_MAX && matcher.find()) {
            int word = 1;
            while (matcher.group(word) == null) {
                word++;
            }
            matches.add(new Match(matcher.start(), matcher.end(), word));
        }
        return matches;
    }

    private static String expression(QueryWord word) {
        if (word.textTokens().isEmpty()) {
            // Punctuation only: matches nothing.
            return "((?!))";
        }
        var last = word.textTokens().getLast();
        return word.textTokens().stream().map(Pattern::quote).collect(Collectors.joining("[^\\p{L}\\p{N}]+", "(", ""))
                + (QueryWord.isPrefix(last) ? "[\\p{L}\\p{M}\\p{N}]*)" : "(?![\\p{L}\\p{N}]))");
    }

    /** The match from which on most different words follow within a snippet. */
    private static int best(List<Match> matches) {
        int best = 0;
        int most = 0;
        for (int i = 0; i < matches.size(); i++) {
            Set<Integer> words = new HashSet<>();
            for (int j = i;
                    j < matches.size() && matches.get(j).to() - matches.get(i).from() < LENGTH_MAX - LEAD;
                    j++) {
                words.add(matches.get(j).word());
            }
            if (words.size() > most) {
                best = i;
                most = words.size();
            }
        }
        return best;
    }

    private static int wordStart(String text, int from, int latest) {
        int start = from;
        while (start < latest && !Character.isWhitespace(text.charAt(start - 1))) {
            start++;
        }
        return start;
    }

    private static int wordEnd(String text, int to, int earliest) {
        int end = to;
        while (end > earliest && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        // A very long "word" is cut, but not through a character.
        return end > earliest ? end : Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    private static List<Part> parts(String text, int from, int to, List<Match> matches) {
        var parts = new ArrayList<Part>();
        int at = from;
        for (var match : matches) {
            if (match.from() >= at && match.to() <= to) {
                add(parts, text.substring(at, match.from()), false);
                add(parts, text.substring(match.from(), match.to()), true);
                at = match.to();
            }
        }
        add(parts, text.substring(at, Math.max(at, to)), false);
        return parts;
    }

    private static void add(List<Part> parts, String text, boolean match) {
        if (!text.isEmpty()) {
            parts.add(new Part(match ? text : text.replaceAll("\\s+", " "), match));
        }
    }
}
