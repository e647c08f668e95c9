package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.blob.redundant.Shards.DamagedShardException;
import dev.cairn.storage.erasure.ReedSolomon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShardFormatTest {
    private static final Layout LAYOUT = new Layout(
            new BlobKey("pack", "00112233445566778899aabbccddeeff"),
            0x0123456789abcdefL,
            new Scheme(2, 1),
            new Scheme(2, 1).generator(),
            40_000,
            List.of("d1", "d2", "d3"));

    private static byte[] shards() throws IOException {
        var blob = new byte[40_000];
        for (int i = 0; i < blob.length; i++) {
            blob[i] = (byte) ((i * 31) >>> 3);
        }
        var encoded = EncodedBlob.of(BlobContent.of(blob), LAYOUT, ReedSolomon.of(2, 1));
        var out = new ByteArrayOutputStream();
        for (int shard = 0; shard < 3; shard++) {
            encoded.shard(LAYOUT.shard(shard)).writeTo(Channels.newChannel(out));
        }
        return out.toByteArray();
    }

    private static byte[] golden(String name) throws IOException {
        try (var in = Objects.requireNonNull(ShardFormatTest.class.getResourceAsStream("/golden/" + name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void shardsAreWrittenAsTheyAlwaysWere() throws IOException {
        assertThat(shards()).isEqualTo(golden("shards-v1.bin"));
    }

    @Test
    void shardsSayWhatTheyAre() throws IOException {
        var stored = golden("shards-v1.bin");
        int length = (int) LAYOUT.shard(0).storedLength();
        assertThat(stored).hasSize(3 * length);
        for (int shard = 0; shard < 3; shard++) {
            var header = ShardHeader.read(
                    Arrays.copyOfRange(stored, shard * length, shard * length + ShardHeader.LENGTH_BYTES));
            assertThat(header).isEqualTo(LAYOUT.shard(shard));
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        var header = LAYOUT.shard(1);
        int length = (int) header.storedLength();
        var whole = Arrays.copyOfRange(golden("shards-v1.bin"), length, 2 * length);
        for (int at = 0; at < length; at += at < 200 ? 1 : 211) {
            var device = new MemoryBlobStore(1 << 20);
            var damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            device.put(header.storedAs(), BlobContent.of(damaged));
            assertThatThrownBy(() -> Shards.verify(device, header)).isInstanceOf(DamagedShardException.class);
        }
    }

    @Test
    void aDeviceSaysWhoItIs() throws IOException {
        var identity = new DeviceIdentity(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), "disk1");
        assertThat(identity.toBytes()).isEqualTo(golden("device-identity-v1.bin"));
        assertThat(DeviceIdentity.parse(golden("device-identity-v1.bin"))).isEqualTo(Optional.of(identity));
        var damaged = identity.toBytes();
        damaged[9] ^= 1;
        assertThat(DeviceIdentity.parse(damaged)).isEmpty();
        assertThat(DeviceIdentity.parse(new byte[3])).isEmpty();
    }
}
