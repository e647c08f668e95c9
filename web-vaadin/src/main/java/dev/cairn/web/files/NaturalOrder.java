package dev.cairn.web.files;

import java.text.Collator;
import java.util.Comparator;
import java.util.Locale;

/** Names as people expect them: {@code img9} before {@code img10}, case and accents only when nothing else differs. */
final class NaturalOrder implements Comparator<String> {
    private final Collator letters = Collator.getInstance(Locale.ROOT);

    NaturalOrder() {
        letters.setStrength(Collator.SECONDARY);
    }

    @Override
    public int compare(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int lEnd = partEnd(left, l);
            int rEnd = partEnd(right, r);
            var lPart = left.substring(l, lEnd);
            var rPart = right.substring(r, rEnd);
            int order = digit(lPart.charAt(0)) && digit(rPart.charAt(0))
                    ? numbers(lPart, rPart)
                    : letters.compare(lPart, rPart);
            if (order != 0) {
                return order;
            }
            l = lEnd;
            r = rEnd;
        }
        int rest = Integer.compare(left.length() - l, right.length() - r);
        return rest == 0 ? left.compareTo(right) : rest;
    }

    private static int numbers(String left, String right) {
        var l = withoutZeros(left);
        var r = withoutZeros(right);
        return l.length() == r.length() ? l.compareTo(r) : Integer.compare(l.length(), r.length());
    }

    private static String withoutZeros(String digits) {
        int at = 0;
        while (at < digits.length() - 1 && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }

    private static int partEnd(String text, int from) {
        boolean digits = digit(text.charAt(from));
        int at = from + 1;
        while (at < text.length() && digit(text.charAt(at)) == digits) {
            at++;
        }
        return at;
    }

    private static boolean digit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
