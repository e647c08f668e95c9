package dev.cairn.desktop.fs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** A draft in the work folder of the real file system. */
final class DiskDraft implements Draft {
    private final Path path;
    private final DiskAttributes attributes;
    private final FileChannel channel;

    DiskDraft(Path path, DiskAttributes attributes) throws IOException {
        this.path = path;
        this.attributes = attributes;
        this.channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(channel.size());
    }

    Path path() {
        return path;
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void readFully(long position, byte[] into, int offset, int length) throws IOException {
        readFully(channel, position, into, offset, length);
    }

    static void readFully(FileChannel from, long position, byte[] into, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(into, offset, length);
        long at = position;
        while (buffer.hasRemaining()) {
            int read = from.read(buffer, at);
            if (read < 0) {
                throw new EOFException("the file is shorter than " + (position + length));
            }
            at += read;
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        channel.position(length);
    }

    @Override
    public void finish(Instant modified, boolean executable) throws IOException {
        try (channel) {
            if (executable) {
                attributes.setExecutable(path, true);
            }
            attributes.setModified(path, modified);
        }
    }

    @Override
    public void suspend() {
        close();
    }

    @Override
    public void discard() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Swept later.
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was promised about an unsealed draft.
        }
    }
}
