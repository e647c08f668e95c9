package dev.cairn.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void readsBackWhatItWrote() {
        var cursor = new Cursor(-5, Long.MAX_VALUE);

        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
        assertThat(cursor).hasToString("1.fffffffffffffffb.9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.a",
                "2.a.1",
                "1.a.-1",
                "1.a.01",
                "1.A.1",
                "1.a.1.",
                "1.g.1",
                "1..1",
                "1.a.99999999999999999999"
            })
    void knowsNothingOfTextsItDidNotWrite(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
