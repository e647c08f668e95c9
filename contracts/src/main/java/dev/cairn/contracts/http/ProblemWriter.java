package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is involved: filters and entry points. */
public final class ProblemWriter {
    /** When a client that was told to come back may do so. */
    static final String RETRY_SECONDS = "1";

    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the problem's document. */
    public void write(HttpServletResponse response, ProblemException exception) throws IOException {
        response.setStatus(exception.problem().status());
        if (isBusy(exception.problem())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(ProblemDocument.of(exception)));
    }

    /** Whether the answer says when to come back: waiting helps. */
    static boolean isBusy(Problem problem) {
        return problem == Problem.UNAVAILABLE || problem == Problem.TOO_MANY_REQUESTS;
    }
}
