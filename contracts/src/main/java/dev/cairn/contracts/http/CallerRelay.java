package dev.cairn.contracts.http;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Sends the current caller's token, and the service's signature, with every call to another service. Unreachable is UNAVAILABLE. */
public final class CallerRelay implements ClientHttpRequestInterceptor {
    private final ServiceSignature signature;

    public CallerRelay(ServiceSignature signature) {
        this.signature = signature;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        Callers.find().ifPresent(caller -> request.getHeaders()
                .setBearerAuth(caller.token().value()));
        var path = request.getURI().getRawPath();
        if (path.startsWith("/internal/")) {
            request.getHeaders()
                    .set(
                            ServiceSignature.HEADER,
                            signature.sign(request.getMethod().name(), path));
        }
        try {
            return execution.execute(request, body);
        } catch (IOException e) {
            throw new ProblemException(Problem.UNAVAILABLE, "A part of the server cannot be reached; try again", e);
        }
    }
}
