package dev.cairn.auth.account;

import dev.cairn.contracts.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in the parts of an account that are for people. */
final class ProfileRules {
    private static final int DISPLAY_NAME_MAX = 100;
    private static final int EMAIL_MAX = 254;

    // Not the whole of RFC 5322: enough that nothing but an address reaches a mail header.
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{Cntrl}<>,;:\"()@]+@[^\\s\\p{Cntrl}<>,;:\"()@]+");

    private ProfileRules() {}

    static String displayName(String name) {
        var trimmed = name.strip();
        if (trimmed.isEmpty()
                || trimmed.length() > DISPLAY_NAME_MAX
                || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(
                    "displayName", "A name for people has 1 to " + DISPLAY_NAME_MAX + " characters");
        }
        return trimmed;
    }

    /** The address; null for the empty text, which takes it away. */
    static @Nullable String email(String address) {
        if (address.isEmpty()) {
            return null;
        }
        if (address.length() > EMAIL_MAX || !EMAIL.matcher(address).matches()) {
            throw ProblemException.invalid("email", "This is not a mail address");
        }
        return address;
    }
}
