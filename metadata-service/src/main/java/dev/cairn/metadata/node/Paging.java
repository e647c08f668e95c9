package dev.cairn.metadata.node;

import dev.cairn.contracts.problem.ProblemException;

/** The limits of a page, asked by every listing. */
public final class Paging {
    private Paging() {}

    /** The limit, if it is between 1 and {@code max}; else INVALID_REQUEST. */
    public static int limit(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw ProblemException.invalid("limit", "A limit is between 1 and " + max);
        }
        return limit;
    }

    /** The text, if the database can compare with it; else INVALID_REQUEST for {@code field}. */
    public static String text(String text, String field) {
        if (text.indexOf('\0') >= 0 || Names.hasUnpairedSurrogate(text)) {
            throw ProblemException.invalid(field, "This is well-formed Unicode without NUL");
        }
        return text;
    }
}
