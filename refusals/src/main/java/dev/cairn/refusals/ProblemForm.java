package dev.cairn.refusals;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import tools.jackson.databind.json.JsonMapper;

/** The form of the API, and of whoever does not say that it would rather have something else. */
final class ProblemForm implements ErrorForm {
    private final JsonMapper json;

    ProblemForm(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean isFor(Request request) {
        return true;
    }

    @Override
    public Optional<String> body(int status, HttpServletResponse response) {
        var problem = Problem.of("", status);
        response.setStatus(problem.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        return Optional.of(json.writeValueAsString(ProblemDocument.of(new ProblemException(problem, detail(status)))));
    }

    /** What the server says of a request can have parts of it; it is not repeated. */
    private static String detail(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_REQUEST -> "The address or a header is not acceptable";
            case HttpServletResponse.SC_REQUEST_URI_TOO_LONG, 431 -> "The address and the headers are too long";
            default ->
                status >= 500 ? "See the server's log" : Problem.of("", status).title();
        };
    }
}
