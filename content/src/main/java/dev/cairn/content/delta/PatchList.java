package dev.cairn.content.delta;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The wire form of patches (docs/formats.md, "Patches"): marker {@code CPL1}, then of each the ids of the chunk and its base, the chunk's
 * length (u32), codec (u8), length of the steps (u32) and of the bytes that follow (u32), and those.
 */
public final class PatchList {
    /** Most bytes of a list: 16 MiB, as of a bundle that is a request. */
    public static final int BYTES_MAX = 16 << 20;

    private static final int MARKER_V1 = 0x43504C31;
    private static final int HEADER_BYTES = 2 * ChunkId.LENGTH_BYTES + 4 + 1 + 4 + 4;

    private PatchList() {}

    /**
     * One of them.
     *
     * @param chunks the chunk it makes, and from which
     */
    public record Entry(ChunkPair chunks, Patch patch) {}

    /** Encodes, in order. */
    public static byte[] encode(List<Entry> patches) {
        int length = 4;
        for (var each : patches) {
            length += HEADER_BYTES + each.patch().bytes().length;
        }
        var out = ByteBuffer.allocate(length).putInt(MARKER_V1);
        for (var each : patches) {
            each.chunks().chunk().write(out);
            each.chunks().base().write(out);
            var patch = each.patch();
            out.putInt(patch.length())
                    .put(patch.codec().code())
                    .putInt(patch.stepsLength())
                    .putInt(patch.bytes().length)
                    .put(patch.bytes());
        }
        return out.array();
    }

    /** Decodes, in order; {@link IllegalArgumentException} for anything that {@link #encode} does not make. */
    public static List<Entry> decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 4 || in.getInt() != MARKER_V1) {
            throw new IllegalArgumentException("no list of patches");
        }
        var patches = new ArrayList<Entry>();
        while (in.hasRemaining()) {
            if (in.remaining() < HEADER_BYTES || patches.size() == ChunkPair.PAIRS_MAX) {
                throw new IllegalArgumentException("a list of patches that is cut off or too long");
            }
            patches.add(entry(in));
        }
        return patches;
    }

    private static Entry entry(ByteBuffer in) {
        var chunks = new ChunkPair(ChunkId.read(in), ChunkId.read(in));
        int length = in.getInt();
        var codec = Codec.of(in.get());
        int stepsLength = in.getInt();
        int held = in.getInt();
        if (held < 0 || held > in.remaining()) {
            throw new IllegalArgumentException("a patch of " + held + " bytes in " + in.remaining());
        }
        var steps = new byte[held];
        in.get(steps);
        return new Entry(chunks, new Patch(length, codec, stepsLength, steps));
    }
}
