package dev.cairn.s3.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumsTest {
    private static byte[] checksum(ChecksumAlgorithm algorithm, byte[] bytes) {
        var running = algorithm.start();
        running.update(bytes, 0, bytes.length);
        return running.value();
    }

    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void theCheckValuesOfTheStandardsComeOut(ChecksumAlgorithm algorithm, String hex) {
        var value = checksum(algorithm, "123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(value)).isEqualTo(hex);
    }

    @Test
    void portionsDoNotMatter() {
        var random = new Random(3);
        var bytes = new byte[10_000];
        random.nextBytes(bytes);
        var running = ChecksumAlgorithm.CRC64NVME.start();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(random.nextInt(40), bytes.length - at);
            running.update(bytes, at, length);
            at += length;
        }
        assertThat(running.value()).isEqualTo(checksum(ChecksumAlgorithm.CRC64NVME, bytes));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32C", "CRC64NVME"})
    void theChecksumOfThePartsTogetherIsThatOfTheWhole(ChecksumAlgorithm algorithm) {
        var random = new Random(5);
        for (int round = 0; round < 50; round++) {
            var whole = new byte[random.nextInt(100_000)];
            random.nextBytes(whole);
            var parts = new ArrayList<ChecksumOfParts.Of>();
            for (int at = 0; at < whole.length || parts.isEmpty(); ) {
                int length = Math.min(random.nextInt(30_000), whole.length - at);
                var part = Arrays.copyOfRange(whole, at, at + length);
                parts.add(
                        new ChecksumOfParts.Of(Base64.getEncoder().encodeToString(checksum(algorithm, part)), length));
                at += length;
            }
            assertThat(ChecksumOfParts.fullObject(algorithm, parts).value())
                    .as("round %d of seed 5", round)
                    .isEqualTo(Base64.getEncoder().encodeToString(checksum(algorithm, whole)));
        }
    }
}
