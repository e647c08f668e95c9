package dev.cairn.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.caller.ClusterSecret;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ServiceSignatureTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "/internal/v1/x%20y";

    private final ServiceSignature signature = at(NOW);
    private final String value = signature.sign("GET", PATH);

    @Test
    void aServiceOfTheInstallationIsRecognised() {
        assertThat(signature.verify("GET", PATH, value)).isTrue();
        assertThat(at(NOW.plusSeconds(90)).verify("GET", PATH, value)).isTrue();
    }

    @Test
    void aSignatureCountsForItsRequestAndItsMinuteOnly() {
        assertThat(signature.verify("POST", PATH, value)).isFalse();
        assertThat(signature.verify("GET", PATH + "/z", value)).isFalse();
        assertThat(at(NOW.plusSeconds(91)).verify("GET", PATH, value)).isFalse();
        assertThat(at(NOW.minusSeconds(91)).verify("GET", PATH, value)).isFalse();
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        for (var text : new String[] {
            "", ".", "..", "v1..", "v1.99999999999999999999.aa", "v1.-5.aa", "v1.1.", "v2" + value.substring(2)
        }) {
            assertThat(signature.verify("GET", PATH, text)).as(text).isFalse();
        }
    }

    private static ServiceSignature at(Instant now) {
        return new ServiceSignature(new ClusterSecret(new byte[32]), InstantSource.fixed(now));
    }
}
