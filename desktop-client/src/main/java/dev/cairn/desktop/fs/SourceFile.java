package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** A file open for reading. The opener closes it. */
public interface SourceFile extends ReadableByteChannel {
    /** What the file system says of the open file now. */
    Stamp stamp() throws IOException;

    /** Reads exactly {@code length} bytes at {@code position}; {@link java.io.EOFException} when the file is shorter. */
    void readFully(long position, byte[] into, int offset, int length) throws IOException;
}
