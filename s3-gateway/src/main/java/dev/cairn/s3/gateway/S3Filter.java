package dev.cairn.s3.gateway;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.signature.Credentials;
import dev.cairn.s3.signature.SignatureCheck;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Response;
import dev.cairn.s3.wire.Xml;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request that came in on the S3 port, before anything else sees it, and lets all others pass. A filter and not
 * a controller, because a key is the raw path: Spring MVC would normalise it.
 */
final class S3Filter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(S3Filter.class);

    private final transient S3Properties properties;
    private final transient SignatureCheck signatures;
    private final transient Credentials credentials;
    private final transient Router router;
    private final transient Ids ids;

    S3Filter(S3Properties properties, SignatureCheck signatures, Credentials credentials, Router router, Ids ids) {
        this.properties = properties;
        this.signatures = signatures;
        this.credentials = credentials;
        this.router = router;
        this.ids = ids;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getLocalPort() != properties.port()) {
            chain.doFilter(request, response);
            return;
        }
        var requestId = ids.next().toString();
        response.setHeader("x-amz-request-id", requestId);
        response.setHeader("x-amz-id-2", requestId);
        try {
            answer(request, new S3Response(response));
        } catch (S3Exception e) {
            refuse(request, response, e, requestId);
        } catch (ProblemException e) {
            if (e.problem().status() >= 500) {
                // Of what the client tries again, where it happened is no news.
                var where = e.problem().retryable() ? null : e;
                LOG.warn("{} {}: {}: {}", requestId, request.getMethod(), e.problem(), e.detail(), where);
            }
            refuse(request, response, Refusals.of(e), requestId);
        } catch (SocketTimeoutException e) {
            refuse(request, response, new S3Exception(S3Error.REQUEST_TIMEOUT), requestId);
        } catch (IOException e) {
            // Most often the client has gone; if it has not, it hears of it.
            LOG.info("{} {} broke off: {}", requestId, request.getMethod(), e.toString());
            if (response.isCommitted()) {
                throw brokenOff();
            }
            refuse(request, response, new S3Exception(S3Error.INTERNAL_ERROR), requestId);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", requestId, request.getMethod(), e);
            refuse(request, response, new S3Exception(S3Error.INTERNAL_ERROR), requestId);
        }
    }

    private void answer(HttpServletRequest servlet, S3Response response) throws IOException {
        var request = S3Request.of(servlet, properties.domains());
        var signer = signatures.check(request);
        var call = new S3Call(request, response, signer, () -> credentials.owner(signer.accessKey()));
        Callers.<Boolean, IOException>call(credentials.owner(signer.accessKey()), () -> {
            router.answer(call);
            return true;
        });
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, S3Exception refusal, String requestId)
            throws IOException {
        if (response.isCommitted()) {
            // The length is announced and the bytes will not come: only a broken connection tells that.
            LOG.warn("{} {} is cut off: {}", requestId, request.getMethod(), refusal.error());
            throw brokenOff();
        }
        askForBody(request);
        response.resetBuffer();
        if (request.getMethod().equals("HEAD")) {
            response.setStatus(refusal.error().status());
            return;
        }
        new S3Response(response).xml(refusal.error().status(), Xml.bareDocument("Error", xml -> xml.text(
                        "Code", refusal.error().code())
                .text("Message", refusal.detail())
                .text("Resource", request.getRequestURI())
                .text("RequestId", requestId)
                .text("HostId", requestId)));
    }

    /**
     * A client that waits for "100 Continue" is told it, even though its body is not wanted: botocore takes a refusal in its place
     * for garbage, because Tomcat writes status lines without words. The server reads the body to its end.
     */
    private static void askForBody(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            try {
                var _ = request.getInputStream().read();
            } catch (IOException e) {
                LOG.debug("no body came", e);
            }
        }
    }

    /** The one exception at which Tomcat closes the connection and neither logs the address nor appends its error page. */
    private static ClientAbortException brokenOff() {
        return new ClientAbortException("broken off");
    }
}
