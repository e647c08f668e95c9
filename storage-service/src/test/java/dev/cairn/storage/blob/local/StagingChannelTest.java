package dev.cairn.storage.blob.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Direct writes that the system cuts short. */
class StagingChannelTest {
    private static final int UNIT = 512;
    private static final int STAGE = 4 * UNIT;

    /** A file of direct I/O: writes begin at a unit and have whole ones; takes so many bytes of each, and so many in all. */
    private static final class Disk implements SeekableByteChannel {
        private final byte[] bytes = new byte[64 * UNIT];
        private final int taken;
        private final int room;
        private int position;
        private int size;

        Disk(int taken, int room) {
            this.taken = taken;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (position % UNIT != 0 || from.remaining() % UNIT != 0) {
                throw new IOException("not at a unit: " + position + ", " + from.remaining());
            }
            int count = Math.min(Math.min(from.remaining(), taken), room - position);
            if (count <= 0) {
                throw new IOException("No space left on device");
            }
            from.get(bytes, position, count);
            position += count;
            size = Math.max(size, position);
            return count;
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long wanted) {
            position = (int) wanted;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public SeekableByteChannel truncate(long wanted) {
            size = (int) wanted;
            return this;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void write(Disk disk, byte[] bytes) throws IOException {
        var staging = new StagingChannel(disk, ByteBuffer.allocateDirect(STAGE), UNIT);
        staging.write(ByteBuffer.wrap(bytes));
        staging.finish();
    }

    @Test
    void whatWasCutShortIsWrittenAgainFromTheLastWholeUnit() throws IOException {
        for (int taken : new int[] {STAGE, 3 * UNIT, 2 * UNIT + 1, UNIT + 17, UNIT}) {
            for (int length : new int[] {1, UNIT, STAGE, STAGE + 5, 9 * UNIT + 100}) {
                var disk = new Disk(taken, 64 * UNIT);
                write(disk, random(length));
                assertThat(disk.size()).isEqualTo(length);
                assertThat(Arrays.copyOf(disk.bytes, length)).isEqualTo(random(length));
            }
        }
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        assertThatThrownBy(() -> write(new Disk(STAGE, 3 * UNIT), random(20 * UNIT)))
                .hasMessageContaining("No space left");
        assertThatThrownBy(() -> write(new Disk(STAGE, 2 * UNIT + 100), random(20 * UNIT)))
                .as("room for part of a unit")
                .isInstanceOf(StuckException.class);
    }
}
