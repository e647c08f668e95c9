package dev.cairn.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Codec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.crypto.KeyedId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackTest {
    private static final PackId ID = new PackId(new UUID(0x0123456789ABCDEFL, 0x1122334455667788L));
    private static final Path GOLDEN = Path.of("src/test/resources/golden/pack-v1.bin");

    private final MemoryBlobStore blobs = new MemoryBlobStore(64 << 20);
    private final PackReader reader = new PackReader(blobs);

    static PackRecord record(int number, int sealedLength) {
        var id = new byte[32];
        id[31] = (byte) number;
        id[30] = (byte) (number >>> 8);
        var kind = number % 3 == 0 ? RecordKind.MANIFEST : RecordKind.CHUNK;
        var header = new RecordHeader(
                kind, Codec.RAW, 1, new SpaceId(new UUID(3, 4)), new KeyedId(id), sealedLength, sealedLength);
        return PackRecord.of(
                header,
                new byte[12],
                (bound, to, offset) -> Arrays.fill(to, offset, offset + sealedLength, (byte) number));
    }

    private static PackBuilder example() {
        var pack = new PackBuilder(ID, Instant.ofEpochMilli(1_700_000_000_000L));
        for (int i = 1; i <= 5; i++) {
            pack.add(record(i, 10 * i));
        }
        return pack;
    }

    private static byte[] bytes(BlobContent content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(Channels.newChannel(out));
        return out.toByteArray();
    }

    private BlobStat put(byte[] pack) {
        blobs.delete(ID.blobKey());
        blobs.put(ID.blobKey(), BlobContent.of(pack));
        return new BlobStat(ID.blobKey(), pack.length);
    }

    @Test
    void bytesAreThoseOfVersionOne() throws IOException {
        var now = bytes(example().seal());
        if (Boolean.getBoolean("cairn.golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, now);
        }
        assertThat(now).isEqualTo(Files.readAllBytes(GOLDEN));
        assertThat(reader.scan(put(now)).entries()).isEqualTo(example().entries());
    }

    @Test
    void theIndexSaysWhereTheRecordsAre() throws IOException {
        var entries = reader.scan(put(bytes(example().seal()))).entries();
        assertThat(entries).hasSize(5);
        for (int i = 0; i < 5; i++) {
            var entry = entries.get(i);
            var read = reader.record(new Location(ID, entry.offset(), entry.recordLength()));
            assertThat(read.array()).isEqualTo(record(i + 1, 10 * (i + 1)).array());
        }
    }

    @Test
    void aPackTornAnywhereTellsTheRecordsThatAreWhole() throws IOException {
        var whole = bytes(example().seal());
        var entries = example().entries();
        for (int length = 0; length < whole.length; length++) {
            var blob = put(Arrays.copyOf(whole, length));
            if (length < PackFormat.HEADER_BYTES) {
                assertThatThrownBy(() -> reader.scan(blob)).isInstanceOf(DamagedException.class);
            } else {
                int end = length;
                var left = entries.stream().filter(entry -> entry.offset() + entry.recordLength() <= end);
                assertThat(reader.scan(blob).entries()).isEqualTo(left.toList());
                assertThat(reader.scan(blob).damage()).contains("index");
            }
        }
    }

    @Test
    void everyFlippedBitIsFoundWhereItMatters() throws IOException {
        var whole = bytes(example().seal());
        var entries = example().entries();
        for (int bit = 0; bit < whole.length * 8; bit += 3) {
            var damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            var blob = put(damaged);
            for (var entry : entries) {
                boolean hit = bit / 8 >= entry.offset() && bit / 8 < entry.offset() + entry.recordLength();
                var location = new Location(ID, entry.offset(), entry.recordLength());
                if (hit) {
                    assertThatThrownBy(() -> reader.record(location)).isInstanceOf(DamagedException.class);
                } else {
                    assertThat(reader.record(location).header()).isEqualTo(entry.header());
                }
            }
            // Damage in a record leaves the index; damage around the records leaves the records.
            var scan = reader.scan(blob);
            assertThat(scan.entries()).isEqualTo(entries);
            boolean inRecords = bit / 8 >= entries.getFirst().offset()
                    && bit / 8 < entries.getLast().offset() + entries.getLast().recordLength();
            assertThat(scan.damage() == null).as("bit %s", bit).isEqualTo(inRecords);
        }
    }

    @Test
    void aMissingPackIsDamage() {
        assertThatThrownBy(() -> reader.record(new Location(ID, 0, 100))).isInstanceOf(DamagedException.class);
    }

    @Test
    void anEmptyPackIsAPack() throws IOException {
        var pack = new PackBuilder(ID, Instant.EPOCH);
        assertThat(reader.scan(put(bytes(pack.seal()))).entries()).isEqualTo(List.of());
    }

    @Test
    void aPackIsFoundAgainByItsBlob() {
        assertThat(PackId.of(ID.blobKey())).isEqualTo(ID);
        assertThat(ID.blobKey().toString()).isEqualTo("pack/0123456789abcdef1122334455667788");
    }
}
