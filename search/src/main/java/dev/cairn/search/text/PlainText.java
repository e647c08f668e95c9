package dev.cairn.search.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as bytes: UTF-8, or UTF-16 with its mark, or what Windows wrote before that. */
public final class PlainText {
    /** Bytes of a character at most, so that a beginning cut by bytes is known for one. */
    private static final int CHARACTER_BYTES_MAX = 4;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private PlainText() {}

    /** The text of these bytes, of which the last character may be cut. */
    public static String decode(byte[] bytes) {
        var utf16 = utf16(bytes);
        if (utf16 != null) {
            return decoded(bytes, 2, utf16);
        }
        int mark = bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf
                ? 3
                : 0;
        return decoded(bytes, mark, isUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS);
    }

    private static String decoded(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    /** Whether this beginning of a file is text: no control characters that text has not. */
    static boolean isText(byte[] head) {
        if (utf16(head) != null) {
            return true;
        }
        for (byte each : head) {
            if (each >= 0
                    && each < ' '
                    && each != '\t'
                    && each != '\n'
                    && each != '\r'
                    && each != '\f'
                    && each != 0x1b) {
                return false;
            }
        }
        return head.length > 0 && (isUtf8(head) || mostlyLetters(head));
    }

    private static @Nullable Charset utf16(byte[] bytes) {
        if (bytes.length < 2) {
            return null;
        }
        int mark = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return mark == 0xfeff ? StandardCharsets.UTF_16BE : mark == 0xfffe ? StandardCharsets.UTF_16LE : null;
    }

    private static boolean isUtf8(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        // "Not the end": a character that is cut off at the end is left over, and no error.
        return !decoder.decode(in, out, false).isError() && in.remaining() < CHARACTER_BYTES_MAX;
    }

    /** Old texts are ASCII with a few letters beyond; what is compressed or encrypted is not. */
    private static boolean mostlyLetters(byte[] head) {
        int beyond = 0;
        for (byte each : head) {
            beyond += each < 0 ? 1 : 0;
        }
        return beyond * 4 < head.length;
    }
}
