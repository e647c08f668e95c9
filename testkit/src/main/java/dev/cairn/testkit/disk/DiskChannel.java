package dev.cairn.testkit.disk;

import dev.cairn.testkit.disk.SimulatedDisk.File;
import dev.cairn.testkit.disk.SimulatedDisk.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or a folder that is to be synced. */
final class DiskChannel extends FileChannel {
    private final SimulatedDisk disk;
    private final Node node;
    private long position;

    DiskChannel(SimulatedDisk disk, Node node) {
        this.disk = disk;
        this.node = node;
    }

    private File file() throws IOException {
        if (node instanceof File file) {
            return file;
        }
        throw new IOException("is a folder");
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer into, long from) throws IOException {
        if (disk.isOff()) {
            throw new PowerCutException();
        }
        var bytes = file().bytes();
        if (from >= bytes.length) {
            return -1;
        }
        int count = Math.min(into.remaining(), bytes.length - Math.toIntExact(from));
        into.put(bytes, Math.toIntExact(from), count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer from, long to) throws IOException {
        var bytes = new byte[from.remaining()];
        from.get(bytes);
        disk.write(file(), to, bytes);
        return bytes.length;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long wanted) {
        position = wanted;
        return this;
    }

    @Override
    public long size() throws IOException {
        return file().bytes().length;
    }

    @Override
    public FileChannel truncate(long length) throws IOException {
        disk.truncate(file(), length);
        position = Math.min(position, length);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        disk.sync(node);
    }

    @Override
    public FileLock tryLock(long from, long length, boolean shared) {
        return new Lock(this, from, length, shared);
    }

    @Override
    public FileLock lock(long from, long length, boolean shared) {
        return tryLock(from, length, shared);
    }

    /** Nobody else uses the disk. */
    private static final class Lock extends FileLock {
        Lock(FileChannel channel, long from, long length, boolean shared) {
            super(channel, from, length, shared);
        }

        @Override
        public boolean isValid() {
            return acquiredBy().isOpen();
        }

        @Override
        public void release() {}
    }

    @Override
    public long read(ByteBuffer[] into, int from, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int first, int count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long to, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() {}
}
