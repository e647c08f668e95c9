package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of a file that was edited only what is different travels, up and down, and what comes out is the file. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class EditedFileTest {
    /** Of some files the last chunk is too short for a patch, or a cut moves: then a chunk travels whole. */
    private final long seed = Long.getLong("cairn.seed", 1);

    private final Random random = new Random(seed);
    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);
    private byte[] bytes = random(6 << 20);

    EditedFileTest() {
        write(bytes);
        assertThat(other.files.userRead("big")).isEqualTo(bytes);
    }

    private byte[] random(int length) {
        var some = new byte[length];
        random.nextBytes(some);
        return some;
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private void write(byte[] now) {
        bytes = now;
        one.server.sent = 0;
        one.server.patched = 0;
        other.server.fetched = 0;
        other.server.patched = 0;
        one.files.userWrite("big", now);
        world.work();
    }

    private void checkOnlyPatches() {
        assertThat(other.files.userRead("big")).as("seed %d", seed).isEqualTo(bytes);
        assertThat(one.server.patched).isPositive();
        assertThat(one.server.sent).as("bundles of whole chunks").isZero();
        assertThat(other.server.patched).isEqualTo(one.server.patched);
        assertThat(other.server.fetched).as("the manifest and no chunk").isEqualTo(1);
    }

    @Test
    void aByteAtTheFront() {
        write(join(random(1), bytes));
        checkOnlyPatches();
    }

    @Test
    void someBytesInTheMiddle() {
        var now = bytes.clone();
        System.arraycopy(random(4_096), 0, now, 3_000_000, 4_096);
        write(now);
        checkOnlyPatches();
    }

    @Test
    void someBytesAtTheEnd() {
        write(join(bytes, random(1_000)));
        checkOnlyPatches();
    }

    @Test
    void someBytesLess() {
        write(join(Arrays.copyOf(bytes, 2_000_000), Arrays.copyOfRange(bytes, 2_100_000, bytes.length)));
        checkOnlyPatches();
    }

    /** The version before may be gone from the server, or its chunks may never have come: then the bytes travel. */
    @Test
    void anotherFile() {
        write(random(5 << 20));
        assertThat(other.files.userRead("big")).as("seed %d", seed).isEqualTo(bytes);
        assertThat(one.server.patched).isZero();
    }

    @Test
    void overANetworkThatLosesHalf() {
        for (int round = 0; round < 20; round++) {
            world.devices.forEach(device -> device.server.faulty = true);
            int at = random.nextInt(bytes.length);
            write(join(
                    Arrays.copyOf(bytes, at),
                    random(random.nextInt(3_000)),
                    Arrays.copyOfRange(bytes, Math.min(bytes.length, at + random.nextInt(3_000)), bytes.length)));
            world.devices.forEach(device -> device.server.faulty = false);
            world.work();
            assertThat(other.files.userRead("big")).as("seed %d", seed).isEqualTo(bytes);
        }
    }
}
