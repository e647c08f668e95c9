package dev.cairn.content.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Manifest;
import java.nio.ByteBuffer;

/**
 * How to make a chunk from another one: steps, each a copy of some of the other's bytes or bytes of its own.
 *
 * @param length bytes of the chunk that comes out
 * @param codec how the steps are written down
 * @param stepsLength bytes of the steps themselves
 * @param bytes the steps, perhaps compressed; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
public record Patch(int length, Codec codec, int stepsLength, byte[] bytes) {
    /** Most bytes of steps: a chunk as one literal, and some copies. */
    static final int STEPS_BYTES_MAX = Manifest.ChunkRef.LENGTH_MAX + (64 << 10);

    /** Refuses lengths out of range. */
    public Patch {
        if (length < 1 || length > Manifest.ChunkRef.LENGTH_MAX) {
            throw new IllegalArgumentException("a patch makes a chunk, not " + length + " bytes");
        }
        if (stepsLength < 1
                || stepsLength > STEPS_BYTES_MAX
                || (codec == Codec.RAW ? bytes.length != stepsLength : bytes.length >= stepsLength)) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes of codec " + codec + " do not hold " + stepsLength + " bytes of steps");
        }
    }

    /**
     * The chunk, made from the base; {@link IllegalArgumentException} if the steps are malformed or what comes out is not the chunk
     * named {@code id}.
     */
    public byte[] apply(byte[] base, ChunkId id) {
        var made = ByteBuffer.allocate(length);
        var steps = ByteBuffer.wrap(steps());
        while (steps.hasRemaining()) {
            switch (steps.get()) {
                case PatchWriter.COPY -> {
                    int from = number(steps);
                    int count = number(steps);
                    if (from > base.length - count || count > made.remaining()) {
                        throw malformed();
                    }
                    made.put(base, from, count);
                }
                case PatchWriter.LITERAL -> {
                    int count = number(steps);
                    if (count > steps.remaining() || count > made.remaining()) {
                        throw malformed();
                    }
                    made.put(steps.slice(steps.position(), count));
                    steps.position(steps.position() + count);
                }
                default -> throw malformed();
            }
        }
        var chunk = made.array();
        if (made.hasRemaining() || !ChunkId.of(chunk, 0, chunk.length).equals(id)) {
            throw new IllegalArgumentException("a patch does not make chunk " + id);
        }
        return chunk;
    }

    private byte[] steps() {
        if (codec == Codec.RAW) {
            return bytes;
        }
        var steps = new byte[stepsLength];
        try {
            if (Zstd.decompressByteArray(steps, 0, stepsLength, bytes, 0, bytes.length) == stepsLength) {
                return steps;
            }
        } catch (ZstdException e) {
            throw new IllegalArgumentException("the steps of a patch are damaged", e);
        }
        throw malformed();
    }

    /** At most 28 bits, far more than a chunk has bytes; never negative. */
    private static int number(ByteBuffer steps) {
        int value = 0;
        for (int shift = 0; shift < 28 && steps.hasRemaining(); shift += 7) {
            int next = steps.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("the steps of a patch are malformed");
    }
}
