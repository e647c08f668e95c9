package dev.cairn.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTest {
    private final MockMvcTester mvc = MockMvcTester.of(
            java.util.List.of(new Trouble()),
            builder -> builder.setControllerAdvice(new ProblemAdvice()).build());

    @RestController
    static final class Trouble {
        @GetMapping("/problem")
        String problem() {
            throw new ProblemException(Problem.STALE_BASE, "newer", Map.of("current", "v2"));
        }

        @GetMapping("/bug")
        String bug() {
            throw new IllegalStateException("password=hunter2");
        }

        @GetMapping("/form")
        String form() {
            throw new MultipartException("no boundary");
        }

        @GetMapping("/spaces/{space}")
        String space(@PathVariable SpaceId space, @RequestParam int limit) {
            return space.toString() + limit;
        }

        @PostMapping("/spaces")
        String create(@RequestBody NewSpace space) {
            return space.name();
        }
    }

    @Test
    void aProblemBecomesItsDocumentAndComesBackAsItself() throws Exception {
        var reply = mvc.get().uri("/problem").exchange().getResponse();
        assertThat(reply.getStatus()).isEqualTo(409);
        assertThat(reply.getContentType()).startsWith("application/problem+json");
        var decoded = new ProblemDecoder(JsonMapper.shared()).decode(409, reply.getContentAsByteArray());
        assertThat(decoded.problem()).isEqualTo(Problem.STALE_BASE);
        assertThat(decoded.detail()).isEqualTo("newer");
        assertThat(decoded.extensions()).containsEntry("current", "v2");
    }

    @Test
    void aBugTellsNothingOfItself() throws Exception {
        var reply = mvc.get().uri("/bug").exchange().getResponse();
        assertThat(reply.getStatus()).isEqualTo(500);
        assertThat(reply.getContentAsString()).contains("internal").doesNotContain("hunter2");
    }

    @Test
    void aFormThatIsNoneIsTheClientsMistake() throws Exception {
        assertInvalid("body", mvc.get().uri("/form").exchange().getResponse());
    }

    @Test
    void badInputNamesItsField() throws Exception {
        assertInvalid(
                "space", mvc.get().uri("/spaces/nonsense?limit=1").exchange().getResponse());
        assertInvalid(
                "limit",
                mvc.get()
                        .uri("/spaces/00000000-0000-7000-8000-000000000001?limit=x")
                        .exchange()
                        .getResponse());
        assertInvalid(
                "limit",
                mvc.get()
                        .uri("/spaces/00000000-0000-7000-8000-000000000001")
                        .exchange()
                        .getResponse());
        assertInvalid("kind", post("{\"kind\":\"CASTLE\",\"name\":\"x\"}"));
        assertInvalid("body", post("{\"kind\":"));
        assertInvalid("body", post("[]"));
    }

    @Test
    void wrongMethodsAndMediaTypesAreProblemsToo() {
        var refused = mvc.delete().uri("/problem").exchange().getResponse();
        assertThat(refused.getStatus()).isEqualTo(405);
        assertThat(refused.getHeader("Allow")).contains("GET");
        var reply = mvc.post()
                .uri("/spaces")
                .contentType(MediaType.TEXT_PLAIN)
                .content("x")
                .exchange()
                .getResponse();
        assertThat(reply.getStatus()).isEqualTo(415);
        assertThat(reply.getContentType()).startsWith("application/problem+json");
    }

    @Test
    void aProxysHtmlErrorIsStillAProblem() {
        var decoded = new ProblemDecoder(JsonMapper.shared())
                .decode(502, "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(decoded.problem()).isEqualTo(Problem.UNAVAILABLE);
    }

    private org.springframework.mock.web.MockHttpServletResponse post(String body) {
        return mvc.post()
                .uri("/spaces")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange()
                .getResponse();
    }

    private static void assertInvalid(String field, org.springframework.mock.web.MockHttpServletResponse reply)
            throws Exception {
        assertThat(reply.getStatus()).isEqualTo(400);
        assertThat(reply.getContentAsString())
                .contains("\"field\":\"" + field + "\"")
                .contains("invalid-request");
    }
}
