package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.pack.PackId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static final Region EU = new Region("eu");

    @Test
    void thePackNameSaysTheRegion() {
        var random = UUID.fromString("01234567-89ab-4def-8123-456789abcdef");
        var pack = PackId.in(Optional.of(EU), random);
        assertThat(pack).hasToString("01234567-89ab-8def-8123-456789ab6575");
        assertThat(pack.value().version()).isEqualTo(8);
        assertThat(pack.value().variant()).isEqualTo(2);
        assertThat(pack.region()).contains(EU);
        assertThat(PackId.of(pack.blobKey()).region()).contains(EU);
        assertThat(pack.blobKey().name()).endsWith(EU.digits());
    }

    @Test
    void otherNamesSayNone() {
        assertThat(PackId.in(Optional.empty(), UUID.randomUUID()).region()).isEmpty();
        for (var name : new String[] {
            "ab01", "0123456789ab8def81234567", "0123456789ab8def8123456789abffff", "0123456789ab4def8123456789ab6575"
        }) {
            assertThat(Region.of(new BlobKey("pack", name))).isEmpty();
        }
    }

    @Test
    void isTwoLetters() {
        for (var code : new String[] {"", "e", "eu1", "EU", "e1", "üb"}) {
            assertThatThrownBy(() -> new Region(code)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
