package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Some room is left for everybody else, but a small disk is used as well. */
class RoomTest {
    private static final long MIB = 1 << 20;

    private final SimFiles files = new SimFiles(InstantSource.system(), new Random(1));
    private final Room room = new Room(files);

    @Test
    void aBigDiskKeeps16MiB() {
        files.totalBytes = 1L << 40;
        files.freeBytes = 20 * MIB;
        assertThat(room.isFor(4 * MIB, 1)).isTrue();
        assertThat(room.trouble()).isNull();
        assertThat(room.isFor(4 * MIB + 1, 1)).isFalse();
        assertThat(room.trouble()).isNotNull();
    }

    @Test
    void aSmallDiskKeepsAnEighth() {
        files.totalBytes = 16 * MIB;
        files.freeBytes = 10 * MIB;
        assertThat(room.isFor(8 * MIB, 1)).isTrue();
        room.begin(5 * MIB);
        assertThat(room.isFor(3 * MIB + 1, 1)).isFalse();
        room.end(5 * MIB);
        assertThat(room.isFor(8 * MIB, 1)).isTrue();
    }
}
