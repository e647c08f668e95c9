package dev.cairn.content;

import java.io.IOException;

/** Takes the chunks of a file in order. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * The next chunk. The array is the chunker's own buffer: read it before returning, do not write to it, do not keep it.
     *
     * @param bytes holds the chunk
     * @param offset where it begins
     * @param length its bytes, 1 to {@link ChunkerParameters#lengthMax()}
     * @throws IOException to stop the chunker, which passes it on
     */
    void chunk(byte[] bytes, int offset, int length) throws IOException;
}
