package dev.cairn.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers of bytes, for people. */
class SizesTest {
    @Test
    void sizesAreForPeople() {
        assertThat(Sizes.words(0)).isEqualTo("0 bytes");
        assertThat(Sizes.words(1)).isEqualTo("1 byte");
        assertThat(Sizes.words(999)).isEqualTo("999 bytes");
        assertThat(Sizes.words(1_500_000)).isEqualTo("1.5 MB");
        assertThat(Sizes.words(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }
}
