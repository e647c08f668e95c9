package dev.cairn.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.content.Manifest.ChunkRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    static final Manifest EXAMPLE = new Manifest(List.of(ref("one"), ref("two"), ref("three")));

    static ChunkRef ref(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new ChunkRef(ChunkId.of(bytes, 0, bytes.length), bytes.length);
    }

    @Test
    void encodingIsThatOfVersionOne() throws IOException {
        Golden.check("manifest-v1.bin", ManifestCodec.encode(EXAMPLE));
        assertThat(ManifestCodec.decode(Golden.read("manifest-v1.bin"))).isEqualTo(EXAMPLE);
    }

    @Test
    void theIdIsTheHashOfTheEncoding() {
        var encoded = ManifestCodec.encode(EXAMPLE);
        assertThat(EXAMPLE.id()).isEqualTo(ContentId.of(encoded, 0, encoded.length));
        assertThat(EXAMPLE.size()).isEqualTo(11);
    }

    @Test
    void concatenationListsTheChunksOfAllParts() {
        var empty = new Manifest(List.of());
        assertThat(Manifest.concat(List.of(EXAMPLE, empty, new Manifest(List.of(ref("four"))))))
                .isEqualTo(new Manifest(List.of(ref("one"), ref("two"), ref("three"), ref("four"))));
        assertThat(Manifest.concat(List.of())).isEqualTo(empty);
    }

    @Test
    void everyDamagedByteIsRefusedOrChangesTheManifest() {
        var encoded = ManifestCodec.encode(EXAMPLE);
        for (int i = 0; i < encoded.length; i++) {
            var damaged = encoded.clone();
            damaged[i] ^= 0x40;
            try {
                assertThat(ManifestCodec.decode(damaged)).isNotEqualTo(EXAMPLE);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("damage at " + i).hasMessageContaining(" ");
            }
        }
    }

    @Test
    void refusesATruncatedOrProlongedEncoding() {
        var encoded = ManifestCodec.encode(EXAMPLE);
        for (int length = 0; length < encoded.length; length++) {
            var truncated = Arrays.copyOf(encoded, length);
            assertThatIllegalArgumentException().isThrownBy(() -> ManifestCodec.decode(truncated));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestCodec.decode(Arrays.copyOf(encoded, encoded.length + 1)));
    }

    @Test
    void aListOfChunkIdsIsTheIdsAndNothingElse() {
        var ids = EXAMPLE.chunks().stream().map(ChunkRef::id).toList();
        assertThat(ChunkIdList.encode(ids)).hasSize(96);
        assertThat(ChunkIdList.decode(ChunkIdList.encode(ids))).isEqualTo(ids);
        assertThat(ChunkIdList.decode(new byte[0])).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkIdList.decode(new byte[33]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkIdList.decode(new byte[(ChunkIdList.IDS_MAX + 1) * 32]));
    }
}
