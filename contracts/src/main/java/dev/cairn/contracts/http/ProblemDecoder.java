package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient.ResponseSpec.ErrorHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gives a caller of an HTTP proxy the same {@link ProblemException} the in-process call throws. */
public final class ProblemDecoder implements ErrorHandler {
    private static final int DOCUMENT_BYTES_MAX = 1 << 20;

    private final JsonMapper json;

    public ProblemDecoder(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void handle(HttpRequest request, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        throw decode(status, response.getBody().readNBytes(DOCUMENT_BYTES_MAX));
    }

    /** The exception a reply of this status and body stands for. */
    public ProblemException decode(int status, byte[] body) {
        try {
            if (body.length > 0) {
                return json.readValue(body, ProblemDocument.class).toException(status);
            }
        } catch (JacksonException e) {
            // Not ours: a proxy in between answers with HTML.
        }
        var problem = Problem.of("", status);
        return new ProblemException(problem, "The server answered with status " + status);
    }
}
