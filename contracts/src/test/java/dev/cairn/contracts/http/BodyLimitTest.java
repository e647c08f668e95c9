package dev.cairn.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class BodyLimitTest {
    private static final int LIMIT = 1 << 20;
    private static final byte[] TOO_LONG = new byte[LIMIT + 1];

    @Test
    void aBodyNobodyAnswersForEndsAtTheLimit() throws Exception {
        assertThat(read(request("/api/v1/spaces", "application/json", new byte[LIMIT])))
                .isEqualTo(LIMIT);
        for (var type : List.of("application/json", "text/plain", "application/octet-stream")) {
            assertTooLarge(request("/api/v1/spaces", type, TOO_LONG));
        }
    }

    @Test
    void soDoesOneThatDoesNotSayHowLongItIs() {
        var request = new MockHttpServletRequest("POST", "/api/v1/spaces") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContentType("application/json");
        request.setContent(TOO_LONG);
        assertTooLarge(request);
    }

    @Test
    void uploadsInPiecesAreTakenAsTheyCome() throws Exception {
        assertThat(read(request("/api/v1/uploads/x", "application/offset+octet-stream", TOO_LONG)))
                .isEqualTo(TOO_LONG.length);
    }

    @Test
    void aBudgetAnswersForItsOwnHoweverTheyAreSpelt() throws Exception {
        for (var path : List.of("/api/v1/spaces/x/chunks", "/api/v1/spaces/x/%63hunks", "/%61pi/v1/spaces/x/chunks")) {
            assertThat(read(request(path, "application/octet-stream", TOO_LONG)))
                    .as(path)
                    .isEqualTo(TOO_LONG.length);
            var response = new MockHttpServletResponse();
            budget().doFilter(
                            request(path, "application/octet-stream", new byte[3 * LIMIT]),
                            response,
                            new MockFilterChain());
            assertThat(response.getStatus()).as(path).isEqualTo(413);
        }
    }

    private static MockHttpServletRequest request(String path, String type, byte[] body) {
        var request = new MockHttpServletRequest("POST", path);
        request.setContentType(type);
        request.setContent(body);
        return request;
    }

    private static BodyBudget budget() {
        return new BodyBudget(
                List.of(new BodyBudget.Held("/api/v1/spaces/{space}/chunks", 2 * LIMIT)),
                64 << 20,
                Duration.ofSeconds(1),
                new ProblemWriter(JsonMapper.shared()));
    }

    /** As in the server: the limit first, then the budget, then somebody who reads all. */
    private static int read(MockHttpServletRequest request) throws Exception {
        var read = new int[1];
        new BodyLimit().doFilter(request, new MockHttpServletResponse(), (limited, response) -> budget().doFilter(
                        limited,
                        response,
                        (given, _) -> read[0] = given.getInputStream().readAllBytes().length));
        return read[0];
    }

    private static void assertTooLarge(MockHttpServletRequest request) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(request))
                .matches(e -> e.problem() == Problem.TOO_LARGE);
    }
}
