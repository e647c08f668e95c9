package dev.cairn.content.delta;

import com.github.luben.zstd.Zstd;
import dev.cairn.content.Codec;
import dev.cairn.content.Compressor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes down the steps of a patch; what follows on in the base becomes one copy. */
final class PatchWriter {
    static final byte COPY = 1;
    static final byte LITERAL = 2;

    private static final int LEVEL = 1;
    private static final int NONE = -1;

    private final byte[] target;
    private final ByteArrayOutputStream steps = new ByteArrayOutputStream();
    private int copyFrom = NONE;
    private int copyLength;

    PatchWriter(byte[] target) {
        this.target = target;
    }

    /** Where in the base the last copy ended; -1 when the last step was none. */
    int expected() {
        return copyFrom == NONE ? NONE : copyFrom + copyLength;
    }

    void copy(int from, int length) {
        if (from == expected()) {
            copyLength += length;
            return;
        }
        flush();
        copyFrom = from;
        copyLength = length;
    }

    void literal(int from, int to) {
        if (from < to) {
            flush();
            steps.write(LITERAL);
            number(to - from);
            steps.write(target, from, to - from);
        }
    }

    private void flush() {
        if (copyFrom != NONE) {
            steps.write(COPY);
            number(copyFrom);
            number(copyLength);
            copyFrom = NONE;
        }
    }

    /** Seven bits to a byte, the least first. */
    private void number(int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            steps.write((rest & 0x7f) | 0x80);
        }
        steps.write(rest);
    }

    @Nullable
    Patch patch(int bytesMax) {
        flush();
        var plain = steps.toByteArray();
        if (plain.length > Patch.STEPS_BYTES_MAX) {
            return null;
        }
        var pressed = new byte[Math.toIntExact(Zstd.compressBound(plain.length))];
        int length = Math.toIntExact(Zstd.compressByteArray(pressed, 0, pressed.length, plain, 0, plain.length, LEVEL));
        var patch = Compressor.worthIt(length, plain.length)
                ? new Patch(target.length, Codec.ZSTD, plain.length, Arrays.copyOf(pressed, length))
                : new Patch(target.length, Codec.RAW, plain.length, plain);
        return patch.bytes().length > bytesMax ? null : patch;
    }
}
