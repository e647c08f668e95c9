package dev.cairn.desktop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What may come to the port that waits for the browser. The way that goes well is ClientWindowIT's, with a real server. */
class BrowserSignInTest {
    private static final URI SERVER = URI.create("http://localhost:1");

    private final HttpClient client = Http.newClient();
    private BrowserSignIn signIn;

    @BeforeEach
    void begin() throws IOException {
        signIn = BrowserSignIn.begin(
                SERVER, new Http(SERVER, client, JsonMapper.shared(), null), "a laptop", new SecureRandom());
    }

    @AfterEach
    void end() {
        signIn.close();
        client.close();
    }

    private Map<String, String> asked() {
        return Arrays.stream(signIn.address().getQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private int answer(String query) throws IOException, InterruptedException {
        var redirect = URI.create(asked().get("redirect_uri") + query);
        return client.send(HttpRequest.newBuilder(redirect).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void theAddressAsksForACodeBoundToASecretThatStaysHere() {
        assertThat(asked())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "cairn-desktop")
                .containsEntry("device_name", "a+laptop")
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKey("code_verifier");
        assertThat(asked().get("redirect_uri")).startsWith("http://127.0.0.1:").endsWith("/callback");
    }

    /** RFC 7636, appendix B. */
    @Test
    void theChallengeIsTheOneOfTheStandard() {
        assertThat(BrowserSignIn.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void anAnswerWithoutTheStateOfThisSignInIsNone() throws Exception {
        assertThat(answer("?code=stolen")).isEqualTo(404);
        assertThat(answer("?code=stolen&state=guessed")).isEqualTo(404);
        assertThat(answer("/other?code=stolen&state=" + asked().get("state"))).isEqualTo(404);
        assertThatThrownBy(() -> signIn.await(Duration.ZERO)).hasMessageContaining("nobody signed in");
    }

    @Test
    void aRefusalIsToldInTheServersWordsAndCountsOnce() throws Exception {
        var refusal = "?error=access_denied&error_description=not+today&state=" + asked().get("state");
        assertThat(answer(refusal)).isEqualTo(200);
        assertThat(answer(refusal)).isEqualTo(410);
        assertThatThrownBy(() -> signIn.await(Duration.ofSeconds(60)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not today");
    }
}
