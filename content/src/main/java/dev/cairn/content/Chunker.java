package dev.cairn.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Cuts a file into content-defined chunks (FastCDC, normalisation level 2; docs/formats.md, "Chunk boundaries"): the same
 * bytes give the same chunks, and an edit changes only the chunks near it. A file no longer than
 * {@link ChunkerParameters#lengthMin()} is one chunk; an empty file has none.
 *
 * <p>Bytes are pushed in any portions ({@link #push}, {@link #pushAll}) and {@link #finish} ends the file; where the portions
 * end never changes a cut. Chunks are handed out as slices of one reused buffer. At a chunk boundary the chunker has no state
 * but {@link #pending}: whoever keeps the chunks so far and those bytes can go on later with a new chunker.
 *
 * <p>Not thread-safe. The buffer starts small and grows to at most the longest chunk.
 */
public final class Chunker {
    /** Bytes the rolling hash looks back on. */
    public static final int WINDOW_BYTES = 64;

    /** A buffer in which bulk work copies next to nothing; for a caller that cuts many files one after the other. */
    public static final int BULK_BUFFER_BYTES = 8 << 20;

    private static final int BUFFER_BYTES = 512 << 10;
    private static final int NOT_YET = -1;

    /** Read at once from a channel: what was read is still in the processor's cache when it is looked at. */
    private static final int PORTION_BYTES = 256 << 10;

    private final ChunkerParameters parameters;
    private byte[] buffer;
    private int start;
    private int end;
    /** Lengths below this have been looked at for the chunk that begins at {@link #start}. */
    private int scanned;

    /** A chunker with {@link ChunkerParameters#STANDARD} and a small buffer. */
    public Chunker() {
        this(ChunkerParameters.STANDARD, BUFFER_BYTES);
    }

    /** A chunker whose buffer begins at {@code bufferBytes}, at least twice the window. */
    public Chunker(ChunkerParameters parameters, int bufferBytes) {
        this.parameters = parameters;
        this.buffer = new byte[Math.max(bufferBytes, 2 * WINDOW_BYTES)];
        this.scanned = parameters.lengthMin();
    }

    /** Adds a portion of the file; hands out every chunk that is complete. */
    public void push(byte[] bytes, int offset, int length, ChunkSink sink) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int room = makeRoom();
            int portion = Math.min(left, room);
            System.arraycopy(bytes, from, buffer, end, portion);
            end += portion;
            from += portion;
            left -= portion;
            handOut(false, sink);
        }
    }

    /** Adds all that the stream still has, read straight into the buffer. Neither closes the stream nor ends the file. */
    public void pushAll(InputStream in, ChunkSink sink) throws IOException {
        int room = makeRoom();
        for (int read = in.read(buffer, end, room); read >= 0; read = in.read(buffer, end, room)) {
            end += read;
            handOut(false, sink);
            room = makeRoom();
        }
    }

    /** Adds all that a blocking channel still has. Neither closes the channel nor ends the file. */
    public void pushAll(ReadableByteChannel in, ChunkSink sink) throws IOException {
        for (int read = in.read(portion()); read >= 0; read = in.read(portion())) {
            end += read;
            handOut(false, sink);
        }
    }

    private ByteBuffer portion() {
        int room = makeRoom();
        return ByteBuffer.wrap(buffer, end, Math.min(room, PORTION_BYTES));
    }

    /** Ends the file: hands out what is left and is ready for the next file. */
    public void finish(ChunkSink sink) throws IOException {
        handOut(true, sink);
        reset();
    }

    /** Forgets the pending bytes; ready for the next file. */
    public void reset() {
        start = 0;
        end = 0;
        scanned = parameters.lengthMin();
    }

    /** Bytes taken in and not yet handed out: fewer than {@link ChunkerParameters#lengthMax()} between calls. */
    public int pendingLength() {
        return end - start;
    }

    /** A copy of the bytes taken in and not yet handed out. */
    public byte[] pending() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    private void handOut(boolean last, ChunkSink sink) throws IOException {
        for (int length = cut(last); length != NOT_YET; length = cut(last)) {
            int from = start;
            start += length;
            scanned = parameters.lengthMin();
            sink.chunk(buffer, from, length);
        }
    }

    /** The length of the chunk at {@link #start}, or {@link #NOT_YET} when more bytes must come first. */
    private int cut(boolean last) {
        int available = end - start;
        if (available == 0) {
            return NOT_YET;
        }
        int reach = Math.min(available, parameters.lengthMax());
        int strict = Math.min(reach, parameters.lengthNormal());
        int found = find(strict, parameters.maskBeforeNormal());
        if (found == NOT_YET) {
            found = find(reach, parameters.maskFromNormal());
        }
        if (found != NOT_YET) {
            return found;
        }
        return available >= parameters.lengthMax() || last ? reach : NOT_YET;
    }

    private int find(int lengthEnd, long mask) {
        if (scanned >= lengthEnd) {
            return NOT_YET;
        }
        int position = CutScan.first(buffer, start + scanned, start + lengthEnd, mask);
        scanned = lengthEnd;
        return position < 0 ? NOT_YET : position - start;
    }

    /** Makes the buffer have free bytes behind {@link #end}; returns how many. */
    private int makeRoom() {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (end == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            } else {
                // A pending chunk shorter than the maximum fills the buffer, so the buffer is not yet at its maximum.
                buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, parameters.lengthMax()));
            }
        }
        return buffer.length - end;
    }
}
