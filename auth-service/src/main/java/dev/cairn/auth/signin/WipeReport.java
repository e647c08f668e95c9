package dev.cairn.auth.signin;

import org.jspecify.annotations.Nullable;

/**
 * What a device says of its wiping: {@code sent N} or {@code everything N}.
 *
 * @param unsentToo whether that includes what it had not sent
 * @param left files that stay there
 */
record WipeReport(boolean unsentToo, int left) {
    private static final int DIGITS_MAX = 9;

    /** Null for anything else. */
    static @Nullable WipeReport parse(String text) {
        var words = text.split(" ", -1);
        if (words.length != 2
                || words[1].isEmpty()
                || words[1].length() > DIGITS_MAX
                || !words[1].chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return null;
        }
        int left = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "sent" -> new WipeReport(false, left);
            case "everything" -> new WipeReport(true, left);
            default -> null;
        };
    }
}
