package dev.cairn.storage.blob;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where bytes must stay. The name of a blob says it, so that nobody has to be asked: a name of 32 hexadecimal digits whose 13th is 8
 * (a UUID of version 8, whose content RFC 9562 leaves to its maker) ends with the region's two letters in ASCII.
 *
 * @param code two letters {@code a-z}, chosen by the operator
 */
public record Region(String code) implements Comparable<Region> {
    private static final Pattern CODE = Pattern.compile("[a-z]{2}");
    private static final Pattern MARKED = Pattern.compile("[0-9a-f]{12}8[0-9a-f]{15}[0-9a-f]{4}");
    private static final int CODE_DIGITS = 4;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long CODE_MASK = 0xFFFFL;

    /** {@link IllegalArgumentException} unless it is two letters. */
    public Region {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("a region is two letters a-z");
        }
    }

    /** The region that the blob's name says; empty when it says none. */
    public static Optional<Region> of(BlobKey key) {
        var name = key.name();
        if (!MARKED.matcher(name).matches()) {
            return Optional.empty();
        }
        var bytes = HexFormat.of().parseHex(name, name.length() - CODE_DIGITS, name.length());
        var code = "" + (char) bytes[0] + (char) bytes[1];
        return CODE.matcher(code).matches() ? Optional.of(new Region(code)) : Optional.empty();
    }

    /** The random UUID with this region for its version and last two bytes; as a name, one that says this region. */
    public UUID mark(UUID random) {
        return new UUID(
                (random.getMostSignificantBits() & ~VERSION_MASK) | VERSION_8,
                (random.getLeastSignificantBits() & ~CODE_MASK) | suffix());
    }

    private long suffix() {
        return ((long) code.charAt(0) << Byte.SIZE) | code.charAt(1);
    }

    /** The last four digits of names that say this region. */
    public String digits() {
        return HexFormat.of().toHexDigits(suffix(), CODE_DIGITS);
    }

    @Override
    public int compareTo(Region other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
