package dev.cairn.desktop.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open file of the real file system. */
final class DiskSource implements SourceFile {
    private final FileChannel channel;
    private final Path path;
    private final Stamps stamps;

    DiskSource(FileChannel channel, Path path, Stamps stamps) {
        this.channel = channel;
        this.path = path;
        this.stamps = stamps;
    }

    /** The JDK has no fstat: the name is asked, which also notices a file that was replaced while it was read. */
    @Override
    public Stamp stamp() throws IOException {
        return stamps.get(path);
    }

    @Override
    public void readFully(long position, byte[] into, int offset, int length) throws IOException {
        DiskDraft.readFully(channel, position, into, offset, length);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
