package dev.cairn.metadata.space;

import dev.cairn.contracts.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of spaces in addresses: those that S3 takes as bucket names, too. */
final class Slugs {
    /** What the caller's own personal space answers to. */
    static final String PERSONAL = "personal";

    private static final int LENGTH_MIN = 3;
    private static final int LENGTH_MAX = 63;
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Slugs() {}

    /** The slug, if it can be one; else INVALID_REQUEST. */
    static String checked(String slug) {
        boolean good = slug.length() >= LENGTH_MIN
                && slug.length() <= LENGTH_MAX
                && FORM.matcher(slug).matches()
                && !slug.endsWith("-")
                && !ADDRESS.matcher(slug).matches()
                && !UUID_FORM.matcher(slug).matches()
                && !slug.equals(PERSONAL);
        if (!good) {
            throw ProblemException.invalid(
                    "slug",
                    "A slug has " + LENGTH_MIN + " to " + LENGTH_MAX + " lower-case letters, digits, dots and hyphens,"
                            + " begins and ends with a letter or digit, and is not \"" + PERSONAL + "\"");
        }
        return slug;
    }

    /** A slug that resembles a name and is most likely free: {@code unique} has 8 characters. */
    static String from(String name, String unique) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-");
        int room = LENGTH_MAX - 1 - unique.length();
        var stem = plain.substring(0, Math.min(plain.length(), room)).replaceAll("^-+|-+$", "");
        return stem.isEmpty() ? "space-" + unique : stem + "-" + unique;
    }
}
