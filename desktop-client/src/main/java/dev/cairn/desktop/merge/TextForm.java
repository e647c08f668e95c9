package dev.cairn.desktop.merge;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/**
 * How a text is written down: what is the same for all of its lines, and is merged as one thing, so that neither a byte order mark nor
 * other line ends make every line another.
 */
record TextForm(Encoding encoding, boolean mark, LineEnds lineEnds) {
    /** Which bytes are which characters. */
    enum Encoding {
        ASCII(StandardCharsets.UTF_8),
        UTF_8(StandardCharsets.UTF_8),
        UTF_16LE(StandardCharsets.UTF_16LE),
        UTF_16BE(StandardCharsets.UTF_16BE),
        /** Something of one byte a character, or of several that are kept as they are. */
        BYTES(StandardCharsets.ISO_8859_1);

        private final Charset charset;

        Encoding(Charset charset) {
            this.charset = charset;
        }
    }

    /** What ends a line. */
    enum LineEnds {
        /** There is one line. */
        NONE,
        LF,
        CRLF,
        /** Both: they are part of their lines. */
        MIXED
    }

    private static final char MARK = '\uFEFF';
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] LE_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] BE_MARK = {(byte) 0xFE, (byte) 0xFF};

    /** A text and its form; {@code text} is without mark, and with its own line ends. */
    record Read(TextForm form, String text) {}

    /** Reads bytes; nothing when they are no text. What is read writes to the same bytes. */
    static Optional<Read> read(byte[] bytes) {
        return decode(bytes).filter(read -> read.text().indexOf('\0') < 0).filter(read -> read.form()
                .write(read.text())
                .map(again -> Arrays.equals(again, bytes))
                .orElse(false));
    }

    private static Optional<Read> decode(byte[] bytes) {
        if (begins(bytes, LE_MARK)) {
            return decode(bytes, LE_MARK.length, Encoding.UTF_16LE);
        }
        if (begins(bytes, BE_MARK)) {
            return decode(bytes, BE_MARK.length, Encoding.UTF_16BE);
        }
        if (begins(bytes, UTF_8_MARK)) {
            return decode(bytes, UTF_8_MARK.length, Encoding.UTF_8);
        }
        for (byte each : bytes) {
            if (each < 0) {
                return decode(bytes, 0, Encoding.UTF_8).or(() -> decode(bytes, 0, Encoding.BYTES));
            }
        }
        return decode(bytes, 0, Encoding.ASCII);
    }

    private static boolean begins(byte[] bytes, byte[] with) {
        return bytes.length >= with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
    }

    private static Optional<Read> decode(byte[] bytes, int from, Encoding encoding) {
        try {
            var text = encoding.charset
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return Optional.of(new Read(new TextForm(encoding, from > 0, lineEnds(text)), text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static LineEnds lineEnds(String text) {
        var found = EnumSet.noneOf(LineEnds.class);
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            found.add(at > 0 && text.charAt(at - 1) == '\r' ? LineEnds.CRLF : LineEnds.LF);
        }
        return found.isEmpty()
                ? LineEnds.NONE
                : found.size() > 1 ? LineEnds.MIXED : found.iterator().next();
    }

    /** The text in this form; nothing when this encoding cannot say it. */
    Optional<byte[]> write(String text) {
        try {
            var bytes = encoding.charset
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(mark ? MARK + text : text));
            var written = new byte[bytes.remaining()];
            bytes.get(written);
            return Optional.of(written);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The form of what is merged of three texts: what one side changed counts. Nothing when their encodings do not go together. */
    static Optional<TextForm> merged(TextForm base, TextForm one, TextForm other) {
        var encodings = EnumSet.of(base.encoding, one.encoding, other.encoding);
        if (encodings.size() > 1) {
            encodings.remove(Encoding.ASCII);
        }
        if (encodings.size() > 1) {
            return Optional.empty();
        }
        var encoding = encodings.iterator().next();
        boolean wide = encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_16BE;
        if (wide && (base.encoding != encoding || one.encoding != encoding || other.encoding != encoding)) {
            return Optional.empty();
        }
        boolean mark = one.mark == other.mark ? one.mark : !base.mark;
        return Optional.of(new TextForm(encoding, mark, mergedEnds(base.lineEnds, one.lineEnds, other.lineEnds)));
    }

    private static LineEnds mergedEnds(LineEnds base, LineEnds one, LineEnds other) {
        if (base == LineEnds.MIXED || one == LineEnds.MIXED || other == LineEnds.MIXED) {
            return LineEnds.MIXED;
        }
        if (one == other || other == LineEnds.NONE) {
            return one;
        }
        if (one == LineEnds.NONE) {
            return other;
        }
        // One has LF and the other CRLF: whichever is not the base's was changed. Without a base's the later one gives
        // way.
        return base == one ? other : one;
    }
}
