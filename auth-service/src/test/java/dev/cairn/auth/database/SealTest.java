package dev.cairn.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.ClusterSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final byte[] PLAIN = "secret".getBytes(StandardCharsets.UTF_8);

    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    private final Seal seal = new Seal(secret, "test", new SecureRandom());

    @Test
    void whatWasSealedOpensUnderItsName() {
        assertThat(seal.open("a", seal.seal("a", PLAIN))).isEqualTo(PLAIN);
        assertThat(seal.seal("a", PLAIN)).isNotEqualTo(seal.seal("a", PLAIN));
    }

    @Test
    void anotherNamePurposeOrSecretDoesNotOpenIt() {
        var sealed = seal.seal("a", PLAIN);
        var bytes = new byte[ClusterSecret.LENGTH_BYTES];
        bytes[0] = 1;
        assertClosed(seal, "b", sealed);
        assertClosed(new Seal(secret, "other", new SecureRandom()), "a", sealed);
        assertClosed(new Seal(new ClusterSecret(bytes), "test", new SecureRandom()), "a", sealed);
    }

    @Test
    void everyChangedByteIsNoticed() {
        for (int i = 0; i < seal.seal("a", PLAIN).length; i++) {
            var sealed = seal.seal("a", PLAIN);
            sealed[i] ^= 1;
            assertClosed(seal, "a", sealed);
        }
        assertClosed(seal, "a", new byte[0]);
    }

    @Test
    void aValueOfVersionOneOpensForEver() {
        var golden = HexFormat.of().parseHex("01000102030405060708090a0b6d37c69261be31ee783af35ba5cd3e937acf639b139b");
        assertThat(seal.open("golden", golden)).isEqualTo(PLAIN);
    }

    private static void assertClosed(Seal seal, String name, byte[] sealed) {
        assertThatThrownBy(() -> seal.open(name, sealed)).isInstanceOf(IllegalStateException.class);
    }
}
