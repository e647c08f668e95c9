package dev.cairn.content.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {
    private static final int MIB = 1 << 20;

    private final long seed = Long.getLong("cairn.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static ChunkId id(byte[] bytes) {
        return ChunkId.of(bytes, 0, bytes.length);
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Through the wire forms, as both sides do it. */
    private Patch patch(byte[] base, byte[] target) {
        var sums = new LinkedHashMap<ChunkId, BlockSums>();
        sums.put(id(base), BlockSums.of(base));
        var known = SumsList.decode(SumsList.encode(sums)).get(id(base));
        var patch = Objects.requireNonNull(new PatchMaker(Objects.requireNonNull(known)).make(target, 8 * MIB));
        var pair = new ChunkPair(id(target), id(base));
        assertThat(ChunkPair.decode(ChunkPair.encode(List.of(pair)))).containsExactly(pair);
        var sent = PatchList.decode(PatchList.encode(List.of(new PatchList.Entry(pair, patch))))
                .getFirst();
        assertThat(sent.chunks()).isEqualTo(pair);
        assertThat(sent.patch().apply(base, id(target))).as("seed %d", seed).isEqualTo(target);
        return sent.patch();
    }

    @Test
    void anEditCostsAboutABlock() {
        var base = bytes(MIB);
        assertThat(patch(base, base).bytes()).hasSizeLessThan(16);
        assertThat(patch(base, join(bytes(1), base)).bytes()).hasSizeLessThan(32);
        assertThat(patch(base, join(base, bytes(1000))).bytes()).hasSizeLessThan(1_000 + 2_048 + 32);
        var middle = base.clone();
        middle[MIB / 2] ^= 1;
        assertThat(patch(base, middle).bytes()).hasSizeLessThan(2_048 + 64);
        var moved = join(Arrays.copyOfRange(base, 500_000, MIB), Arrays.copyOf(base, 500_000));
        assertThat(patch(base, moved).bytes()).hasSizeLessThan(3 * 2_048 + 64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 2_047, 2_048, 2_049, 4_095, 4_096, 100_000})
    void anySizeToAnySize(int length) {
        var base = bytes(length);
        patch(base, base);
        patch(base, bytes(1));
        patch(base, bytes(5_000));
        patch(base, join(base, base, bytes(3)));
        patch(base, Arrays.copyOf(base, Math.max(1, length / 2)));
    }

    @Test
    void randomEditsComeBackWhole() {
        for (int round = 0; round < 300; round++) {
            // Few letters, so that equal blocks and equal hashes come up.
            int letters = random.nextBoolean() ? 2 : 256;
            var base = letters(1 + random.nextInt(60_000), letters);
            var target = base;
            for (int edit = random.nextInt(6); edit >= 0; edit--) {
                int at = random.nextInt(target.length + 1);
                int skip = Math.min(target.length - at, random.nextInt(3_000));
                target = join(
                        Arrays.copyOf(target, at),
                        letters(random.nextInt(3_000), letters),
                        Arrays.copyOfRange(target, at + skip, target.length));
            }
            if (target.length > 0) {
                patch(base, target);
            }
        }
    }

    private byte[] letters(int length, int letters) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(letters);
        }
        return bytes;
    }

    @Test
    void zerosArePressed() {
        assertThat(patch(new byte[MIB], new byte[2 * MIB]).bytes()).hasSizeLessThan(8_192);
    }

    @Test
    void whatIsNotAlikeIsLeftToBeSentWhole() {
        var maker = new PatchMaker(BlockSums.of(bytes(MIB)));
        assertThat(maker.make(bytes(MIB), MIB / 2)).isNull();
    }

    /** Of the other chunk, of another base, or damaged: never wrong bytes. */
    @Test
    void onlyTheChunkItselfComesOut() {
        var base = bytes(50_000);
        var target = join(bytes(10), base);
        var patch = patch(base, target);
        assertThatIllegalArgumentException().isThrownBy(() -> patch.apply(bytes(50_000), id(target)));
        assertThatIllegalArgumentException().isThrownBy(() -> patch.apply(Arrays.copyOf(base, 100), id(target)));
        assertThatIllegalArgumentException().isThrownBy(() -> patch.apply(base, id(base)));
        for (int round = 0; round < 2_000; round++) {
            var list = PatchList.encode(List.of(new PatchList.Entry(new ChunkPair(id(target), id(base)), patch)));
            int at = random.nextInt(list.length);
            list[at] ^= (byte) (1 + random.nextInt(255));
            try {
                for (var entry : PatchList.decode(list)) {
                    assertThat(entry.patch().apply(base, entry.chunks().chunk()))
                            .isEqualTo(target);
                }
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void cutListsAreRefused() {
        var base = bytes(10_000);
        var sums = SumsList.encode(new LinkedHashMap<>(java.util.Map.of(id(base), BlockSums.of(base))));
        var pair = new ChunkPair(id(base), id(base));
        var patches = PatchList.encode(
                List.of(new PatchList.Entry(pair, new Patch(5, Codec.RAW, 7, new byte[] {2, 5, 1, 2, 3, 4, 5}))));
        for (int length = 0; length < sums.length; length++) {
            var cut = Arrays.copyOf(sums, length);
            if (length != 4) {
                assertThatIllegalArgumentException().isThrownBy(() -> SumsList.decode(cut));
            }
        }
        for (int length = 0; length < patches.length; length++) {
            var cut = Arrays.copyOf(patches, length);
            if (length != 4) {
                assertThatIllegalArgumentException().isThrownBy(() -> PatchList.decode(cut));
            }
        }
    }

    /** Made by the first version; every later one reads it. */
    @Test
    void goldenFiles() throws IOException {
        var fixed = new Random(7);
        var base = new byte[5_000];
        fixed.nextBytes(base);
        var target = join(new byte[] {1}, base, new byte[] {2, 3});
        var sums = new LinkedHashMap<ChunkId, BlockSums>();
        sums.put(id(base), BlockSums.of(base));
        golden("sums-v1.bin", SumsList.encode(sums));
        var patch = Objects.requireNonNull(new PatchMaker(BlockSums.of(base)).make(target, MIB));
        var list = PatchList.encode(List.of(new PatchList.Entry(new ChunkPair(id(target), id(base)), patch)));
        golden("patches-v1.bin", list);
        assertThat(PatchList.decode(list).getFirst().patch().apply(base, id(target)))
                .isEqualTo(target);
    }

    private static void golden(String name, byte[] now) throws IOException {
        var file = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("cairn.golden.write")) {
            Files.write(file, now);
        }
        assertThat(now).as(name).isEqualTo(Files.readAllBytes(file));
    }
}
