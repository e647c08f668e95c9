package dev.cairn.storage.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every place that keeps root keys does, by itself and after a restart. */
abstract class RootKeySourceContract {
    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();

    /** The same place, as another start of the process finds it. */
    abstract RootKeySource open() throws IOException;

    @Test
    void aKeyIsMadeOnceAndFoundAgain() throws IOException {
        assertThat(open().exists()).isFalse();
        assertThatThrownBy(() -> open().current()).isInstanceOf(IllegalStateException.class);
        var made = open().create(random);
        assertThat(open().exists()).isTrue();
        assertSame(open().current(), made);
        assertThat(open().next()).isEmpty();
        assertThatThrownBy(() -> open().create(random)).isInstanceOf(Exception.class);
        assertSame(open().current(), made);
    }

    @Test
    void anExchangeLastsUntilItIsFinished() throws IOException {
        var first = open().create(random);
        var next = open().begin(random);
        assertThat(next.id()).isNotEqualTo(first.id());
        assertSame(open().begin(random), next);
        assertSame(open().next().orElseThrow(), next);
        assertSame(open().current(), first);
        assertThat(open().finish()).isNotBlank();
        assertSame(open().current(), next);
        assertThat(open().next()).isEmpty();
        assertThat(open().begin(random).id()).isNotEqualTo(next.id());
    }

    static void assertSame(RootKey one, RootKey other) {
        assertThat(one.text()).isEqualTo(other.text());
    }
}
