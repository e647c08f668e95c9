package dev.cairn.storage.blob;

import java.util.regex.Pattern;

/**
 * The name of a blob: a kind and a name, written {@code kind/name}. Names should differ in their first two characters, by
 * which stores spread them over folders.
 *
 * @param kind 1 to 16 letters {@code a-z}
 * @param name 2 to 100 characters of {@code 0-9 a-z -}, the first two no {@code -}
 */
public record BlobKey(String kind, String name) implements Comparable<BlobKey> {
    private static final Pattern KIND = Pattern.compile("[a-z]{1,16}");
    private static final Pattern NAME = Pattern.compile("[0-9a-z]{2}[0-9a-z-]{0,98}");

    /** Refuses what does not have the form. */
    public BlobKey {
        if (!KIND.matcher(kind).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a blob key: " + kind + "/" + name);
        }
    }

    /** Parses {@code kind/name}; {@link IllegalArgumentException} for anything else. */
    public static BlobKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a blob key: " + text);
        }
        return new BlobKey(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Whether {@link #parse} takes the text. */
    public static boolean isKey(String text) {
        int slash = text.indexOf('/');
        return slash > 0
                && KIND.matcher(text.substring(0, slash)).matches()
                && NAME.matcher(text.substring(slash + 1)).matches();
    }

    /** In the order of the written form. */
    @Override
    public int compareTo(BlobKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
