package dev.cairn.contracts.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final Caller ANN = new Caller(
            AccountId.of("00000000-0000-7000-8000-000000000001"), "ann", Set.of(), null, new AccessToken("s3cret"));

    @Test
    void nobodyIsSignedInByDefault() {
        assertThatThrownBy(Callers::current).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(Problem.UNAUTHENTICATED));
    }

    @Test
    void aCallIsMadeForItsCaller() {
        assertThat(Callers.<Caller, RuntimeException>call(ANN, Callers::current))
                .isSameAs(ANN);
        assertThat(Callers.find()).isEmpty();
    }

    @Test
    void onlyAdministratorsAreAdministrators() {
        assertThatThrownBy(() -> Callers.<Caller, RuntimeException>call(ANN, Callers::admin))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.FORBIDDEN));
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(ANN.toString()).doesNotContain("s3cret");
        assertThat(new ClusterSecret(new byte[32]).toString()).isEqualTo("ClusterSecret[hidden]");
    }
}
