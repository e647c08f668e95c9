package dev.cairn.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes a {@link Bundle} to a stream: frames in any order, then {@link #end()}. Does not buffer and does not close the
 * stream. Not thread-safe.
 */
public final class BundleWriter {
    private static final int FRAME_HEADER_BYTES = 5;
    private static final int MARKER_BYTES = 4;
    private static final int CHUNK_HEADER_BYTES = Bundle.CHUNK_HEADER_BYTES;

    private final OutputStream out;
    private long bytesWritten;

    /** Writes the marker. */
    public BundleWriter(OutputStream out) throws IOException {
        this.out = out;
        write(ByteBuffer.allocate(MARKER_BYTES).putInt(Bundle.MARKER_V1));
    }

    /** Writes one chunk. */
    public void chunk(ChunkId id, Encoded chunk) throws IOException {
        var head = chunkHead(id, chunk);
        out.write(head);
        bytesWritten += head.length;
        out.write(chunk.bytes(), chunk.offset(), chunk.length());
        bytesWritten += chunk.length();
    }

    /** What comes before the encoded bytes of a chunk. */
    public static byte[] chunkHead(ChunkId id, Encoded chunk) {
        var head = frame(Bundle.CHUNK, CHUNK_HEADER_BYTES, CHUNK_HEADER_BYTES + chunk.length());
        head.put(chunk.codec().code()).putInt(chunk.plainLength());
        id.write(head);
        return Arrays.copyOfRange(head.array(), head.arrayOffset(), head.arrayOffset() + head.position());
    }

    /** Writes one manifest. */
    public void manifest(Manifest manifest) throws IOException {
        int length = ManifestCodec.encodedLength(manifest);
        write(frame(Bundle.MANIFEST, length, length).put(ManifestCodec.encode(manifest)));
    }

    /** Ends the bundle and flushes. A bundle without an end is refused by every reader. */
    public void end() throws IOException {
        write(frame(Bundle.END, 0, 0));
        out.flush();
    }

    /** Bytes written so far. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** Most bytes a chunk of this plain length adds to a bundle. */
    public static int chunkFrameBytesMax(int plainLength) {
        return FRAME_HEADER_BYTES + CHUNK_HEADER_BYTES + plainLength;
    }

    /** Bytes this manifest adds to a bundle. */
    public static int manifestFrameBytes(Manifest manifest) {
        return FRAME_HEADER_BYTES + ManifestCodec.encodedLength(manifest);
    }

    /** Bytes of the marker and the end together: what an empty bundle has. */
    public static int emptyBytes() {
        return MARKER_BYTES + FRAME_HEADER_BYTES;
    }

    private static ByteBuffer frame(byte type, int follows, int payloadLength) {
        return ByteBuffer.allocate(FRAME_HEADER_BYTES + follows).put(type).putInt(payloadLength);
    }

    private void write(ByteBuffer full) throws IOException {
        int length = full.position();
        out.write(full.array(), full.arrayOffset(), length);
        bytesWritten += length;
    }
}
