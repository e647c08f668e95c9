package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.storage.erasure.ReedSolomon;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final int LENGTH = 256;

    private static byte[][] shards(int k, int m) {
        var shards = new byte[k + m][LENGTH];
        var random = new Random(k);
        for (int i = 0; i < k; i++) {
            random.nextBytes(shards[i]);
        }
        if (k == 1) {
            Arrays.fill(shards, shards[0].clone());
            Arrays.setAll(shards, i -> shards[i].clone());
        } else {
            ReedSolomon.of(k, m).encode(Arrays.copyOf(shards, k), Arrays.copyOfRange(shards, k, k + m), 0, LENGTH);
        }
        return shards;
    }

    /** The agreement after two steps, in the second of which these shards are wrong. */
    private static Agreement withWrong(int k, int m, int... wrong) {
        var agreement = new Agreement(ReedSolomon.of(k, m));
        agreement.compare(shards(k, m));
        var shards = shards(k, m);
        for (int shard : wrong) {
            shards[shard][7 + shard] ^= 1;
        }
        agreement.compare(shards);
        return agreement;
    }

    @Test
    void whatWasMadeOfEachOtherAgrees() {
        for (int[] shape : new int[][] {{6, 3}, {2, 2}, {1, 2}, {4, 1}, {1, 0}, {3, 4}}) {
            assertThat(withWrong(shape[0], shape[1]).agreed())
                    .as(Arrays.toString(shape))
                    .isTrue();
            assertThat(withWrong(shape[0], shape[1]).wrong()).isEqualTo(new BitSet());
        }
    }

    @Test
    void anyOneThatIsWrongIsNamed() {
        for (int[] shape : new int[][] {{6, 3}, {2, 2}, {1, 2}, {1, 3}, {3, 4}}) {
            for (int shard = 0; shard < shape[0] + shape[1]; shard++) {
                var agreement = withWrong(shape[0], shape[1], shard);
                assertThat(agreement.agreed()).isFalse();
                assertThat(agreement.wrong())
                        .as(Arrays.toString(shape) + " " + shard)
                        .isEqualTo(BitSet.valueOf(new long[] {1L << shard}));
            }
        }
    }

    @Test
    void someOfTheParityThatIsWrongIsNamed() {
        assertThat(withWrong(6, 3, 6, 8).wrong()).isEqualTo(BitSet.valueOf(new long[] {1 << 6 | 1 << 8}));
    }

    @Test
    void whatCannotBeToldIsNotNamed() {
        assertThat(withWrong(4, 1, 4)).satisfies(agreement -> {
            assertThat(agreement.agreed()).isFalse();
            assertThat(agreement.wrong().isEmpty()).isTrue();
        });
        assertThat(withWrong(6, 3, 0, 1).wrong().isEmpty()).isTrue();
        assertThat(withWrong(6, 3, 0, 7).wrong().isEmpty()).isTrue();
        assertThat(withWrong(6, 3, 6, 7, 8).wrong().isEmpty()).isTrue();
        assertThat(withWrong(1, 1, 0).wrong().isEmpty()).isTrue();
    }
}
