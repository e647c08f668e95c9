package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.SpaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was named, wrapped and sealed by version 1 is named the same, unwrapped and opened for ever. */
class KeyFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/keys-v1.txt");
    private static final SpaceId SPACE = new SpaceId(new UUID(0x0102030405060708L, 0x090A0B0C0D0E0F10L));
    private static final HexFormat HEX = HexFormat.of();

    private final RootKey root = new RootKey(filled(32, 7));
    private final byte[] secret = filled(32, 9);
    private final byte[] nonce = filled(12, 3);
    private final DomainKeys keys = new DomainKeys(SPACE, Map.of(1, secret));

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @Test
    void isThatOfVersionOne() throws IOException {
        var id = keys.keyedId((byte) 1, filled(32, 5));
        var plain = "stones".getBytes(StandardCharsets.US_ASCII);
        var sealed = new byte[Sealer.sealedLength(plain.length)];
        new Sealer().seal(keys.sealingKey(1, id), nonce, filled(64, 2), plain, 0, plain.length, sealed, 0);
        var wrapped = WrappedKey.wrap(root, SPACE, 1, secret, nonce).bytes();
        var now = List.of(id.toString(), HEX.formatHex(sealed), HEX.formatHex(wrapped));
        if (Boolean.getBoolean("cairn.golden.write")) {
            Files.write(GOLDEN, now);
        }
        assertThat(now).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void aWrappedKeyComesBackAndADamagedOneIsRefused() {
        var wrapped = WrappedKey.wrap(root, SPACE, 1, secret, nonce).bytes();
        var read = WrappedKey.read(wrapped);
        assertThat(read.unwrap(root)).isEqualTo(secret);
        assertThat(read.space()).isEqualTo(SPACE);
        for (int i = 0; i < wrapped.length; i++) {
            var damaged = wrapped.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> WrappedKey.read(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
