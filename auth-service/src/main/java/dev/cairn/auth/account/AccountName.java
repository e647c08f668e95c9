package dev.cairn.auth.account;

import dev.cairn.contracts.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A valid sign-in name.
 *
 * @param text as its owner writes it
 * @param key equal for two names exactly when they are the same name: case and ways of composing letters do not count
 */
record AccountName(String text, String key) {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}._@-]{0,63}");

    /** Checks the rules of {@link dev.cairn.contracts.auth.NewAccount#name}. */
    static AccountName of(String name) {
        var text = Normalizer.normalize(name, Normalizer.Form.NFC);
        if (!FORM.matcher(text).matches()) {
            throw ProblemException.invalid(
                    "name", "A name has 1 to 64 letters, digits or . _ - @ and begins with a letter or digit");
        }
        return new AccountName(text, key(text));
    }

    /**
     * Whether the database can be asked for what somebody typed. It knows neither NUL nor half a surrogate pair, and no name
     * has one.
     */
    static boolean isText(String typed) {
        return typed.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    /** The key of a name somebody typed, valid or not. */
    static String key(String name) {
        var folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
