package dev.cairn.content;

import dev.cairn.content.BundleFrame.ChunkFrame;
import dev.cairn.content.BundleFrame.ManifestFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Bundle} frame by frame. Every malformed, over-long or cut-off bundle is an {@link IllegalArgumentException};
 * an {@link IOException} only ever comes from the stream itself. From a stream it holds one buffer that grows with the bytes that
 * have really come, never with a length that was only claimed; an array is read where it lies, nothing is copied. Not
 * thread-safe; does not close the stream.
 */
public final class BundleReader {
    private static final int FRAME_HEADER_BYTES = 5;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int CHUNK_PAYLOAD_MAX = Bundle.CHUNK_HEADER_BYTES + Manifest.ChunkRef.LENGTH_MAX;
    private static final int MANIFEST_PAYLOAD_MAX = ManifestCodec.ENCODED_LENGTH_MAX;

    /** Null when the buffer is the whole bundle. */
    private final @Nullable InputStream in;

    private final BundleLimits limits;
    private byte[] buffer;
    /** Where in the buffer the bytes begin that were asked for last. */
    private int at;

    private long bytesRead;
    private int framesRead;
    private boolean begun;
    private boolean ended;

    /** Reads from a stream. */
    public BundleReader(InputStream in, BundleLimits limits) {
        this.in = in;
        this.limits = limits;
        this.buffer = new byte[BUFFER_BYTES];
    }

    private BundleReader(byte[] bundle, BundleLimits limits) {
        this.in = null;
        this.limits = limits;
        this.buffer = bundle;
    }

    /** Reads a bundle that is one request body, which must not change meanwhile; what follows its end is refused. */
    public static BundleReader of(byte[] bundle) {
        return new BundleReader(bundle, BundleLimits.REQUEST);
    }

    /** The next frame, or null once the bundle has ended as it should. */
    public @Nullable BundleFrame next() throws IOException {
        if (ended) {
            return null;
        }
        if (!begun) {
            begin();
        }
        if (++framesRead > limits.framesMax()) {
            throw new IllegalArgumentException("the bundle has more than " + limits.framesMax() + " frames");
        }
        fill(FRAME_HEADER_BYTES);
        var head = filled(FRAME_HEADER_BYTES);
        byte type = head.get();
        int length = head.getInt();
        return switch (type) {
            case Bundle.CHUNK -> chunk(checked(length, Bundle.CHUNK_HEADER_BYTES + 1, CHUNK_PAYLOAD_MAX));
            case Bundle.MANIFEST -> manifest(checked(length, 0, MANIFEST_PAYLOAD_MAX));
            case Bundle.END -> end(checked(length, 0, 0));
            default -> throw new IllegalArgumentException("the bundle has a frame of unknown type " + (type & 0xFF));
        };
    }

    private void begin() throws IOException {
        fill(Integer.BYTES);
        int marker = filled(Integer.BYTES).getInt();
        if (marker != Bundle.MARKER_V1) {
            throw new IllegalArgumentException("unknown bundle marker 0x" + Integer.toHexString(marker));
        }
        begun = true;
    }

    private ChunkFrame chunk(int length) throws IOException {
        fill(length);
        var head = filled(Bundle.CHUNK_HEADER_BYTES);
        var codec = Codec.of(head.get());
        int plainLength = head.getInt();
        var id = ChunkId.read(head);
        int encodedLength = length - Bundle.CHUNK_HEADER_BYTES;
        return new ChunkFrame(
                id, new Encoded(codec, plainLength, buffer, at + Bundle.CHUNK_HEADER_BYTES, encodedLength));
    }

    private ManifestFrame manifest(int length) throws IOException {
        fill(length);
        return new ManifestFrame(ManifestCodec.decode(Arrays.copyOfRange(buffer, at, at + length)));
    }

    private @Nullable BundleFrame end(int length) throws IOException {
        fill(length);
        if (in == null ? bytesRead < buffer.length : in.read() >= 0) {
            throw new IllegalArgumentException("the bundle goes on after its end");
        }
        ended = true;
        return null;
    }

    private static int checked(int length, int min, int max) {
        if (length < min || length > max) {
            throw new IllegalArgumentException("a frame of this type has " + min + " to " + max + " bytes, not "
                    + Integer.toUnsignedString(length));
        }
        return length;
    }

    private ByteBuffer filled(int length) {
        return ByteBuffer.wrap(buffer, at, length);
    }

    /** Has exactly the next {@code length} bytes in the buffer, from {@link #at}. */
    private void fill(int length) throws IOException {
        long before = bytesRead;
        bytesRead += length;
        if (bytesRead > limits.bytesMax()) {
            throw new IllegalArgumentException("the bundle has more than " + limits.bytesMax() + " bytes");
        }
        if (in != null) {
            read(in, length);
        } else if (bytesRead <= buffer.length) {
            at = (int) before;
        } else {
            throw cutOff(buffer.length);
        }
    }

    private void read(InputStream stream, int length) throws IOException {
        int have = 0;
        while (have < length) {
            if (have == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(Math.min(2 * have, length), BUFFER_BYTES));
            }
            int read = stream.read(buffer, have, Math.min(buffer.length, length) - have);
            if (read < 0) {
                throw cutOff(bytesRead - length + have);
            }
            have += read;
        }
    }

    private static IllegalArgumentException cutOff(long bytes) {
        return new IllegalArgumentException("the bundle was cut off after " + bytes + " bytes");
    }
}
