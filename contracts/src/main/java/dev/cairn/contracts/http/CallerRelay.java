package dev.cairn.contracts.http;

import dev.cairn.contracts.caller.Callers;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Sends the current caller's token, and the service's signature, with every call to another service. */
public final class CallerRelay implements ClientHttpRequestInterceptor {
    private final ServiceSignature signature;

    public CallerRelay(ServiceSignature signature) {
        this.signature = signature;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Callers.find().ifPresent(caller -> request.getHeaders()
                .setBearerAuth(caller.token().value()));
        var path = request.getURI().getRawPath();
        if (path.startsWith("/internal/")) {
            request.getHeaders()
                    .set(
                            ServiceSignature.HEADER,
                            signature.sign(request.getMethod().name(), path));
        }
        return execution.execute(request, body);
    }
}
