package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
    /** RFC 4231, test case 2. */
    @Test
    void givesWhatTheStandardSays() {
        var key = "Jefe".getBytes(StandardCharsets.US_ASCII);
        var message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(new HmacSha256(key).of(message)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void givesWhatTheJdkGivesForEveryLengthAndSplit() throws GeneralSecurityException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int length = 0; length < 200; length++) {
            var key = bytes(random, 1 + random.nextInt(64));
            var message = bytes(random, length);
            int split = random.nextInt(length + 1);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var hmac = new HmacSha256(key);
            // Twice: the first must leave no trace.
            for (int i = 0; i < 2; i++) {
                assertThat(hmac.of(Arrays.copyOf(message, split), Arrays.copyOfRange(message, split, length)))
                        .as("seed %d", seed)
                        .isEqualTo(mac.doFinal(message));
            }
        }
    }

    @Test
    void refusesAKeyThatWouldHaveToBeHashedFirst() {
        assertThatThrownBy(() -> new HmacSha256(new byte[65])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
