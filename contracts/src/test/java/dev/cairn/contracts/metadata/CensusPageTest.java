package dev.cairn.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CensusPageTest {
    private static final List<ContentId> CONTENTS =
            List.of(ContentId.of(new byte[] {1}, 0, 1), ContentId.of(new byte[] {2}, 0, 1));

    @Test
    void isReadAsItWasWritten() {
        for (var page : List.of(
                CensusPage.more(CONTENTS, 7),
                CensusPage.last(CONTENTS, Long.MAX_VALUE, new CensusPage.Count(2, Long.MAX_VALUE)),
                CensusPage.last(List.of(), 0, new CensusPage.Count(0, 1)))) {
            assertThat(CensusPage.decode(page.encode())).isEqualTo(page);
        }
    }

    @Test
    void isNoneWhenItIsCutOffOrTooLongOrSomethingElse() {
        var whole = CensusPage.last(CONTENTS, 7, new CensusPage.Count(2, 7)).encode();
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CensusPage.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CensusPage.decode(Arrays.copyOf(whole, whole.length + 32)))
                .isInstanceOf(IllegalArgumentException.class);
        whole[0] ^= 1;
        assertThatThrownBy(() -> CensusPage.decode(whole)).hasMessageContaining("version");
    }
}
