package dev.cairn.s3.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as S3 does it: unreserved characters stay, everything else is upper-case hexadecimal UTF-8. */
public final class Percent {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Percent() {}

    /** Encodes everything but {@code A-Z a-z 0-9 - . _ ~}. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** As {@link #encode(String)}, but slashes stay too. */
    public static String encodePath(String path) {
        return encode(path, true);
    }

    private static String encode(String text, boolean keepSlash) {
        var out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(b) || (keepSlash && b == '/')) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return out.toString();
    }

    private static boolean unreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    /** Decodes strictly; a plus is a plus. InvalidURI for a cut-off escape or what is not UTF-8. */
    public static String decode(String encoded) {
        if (encoded.indexOf('%') < 0 && encoded.chars().allMatch(c -> c < 0x80)) {
            return encoded;
        }
        var bytes = ByteBuffer.allocate(encoded.length() * 3);
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                if (i + 2 >= encoded.length()) {
                    throw new S3Exception(S3Error.INVALID_URI);
                }
                bytes.put((byte) (digit(encoded.charAt(i + 1)) << 4 | digit(encoded.charAt(i + 2))));
                i += 2;
            } else if (c < 0x100) {
                // The web server hands raw bytes over as ISO 8859-1.
                bytes.put((byte) c);
            } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new S3Exception(S3Error.INVALID_URI);
        }
    }

    private static int digit(char c) {
        int value = Character.digit(c, 16);
        if (value < 0 || c > 'f') {
            throw new S3Exception(S3Error.INVALID_URI);
        }
        return value;
    }
}
