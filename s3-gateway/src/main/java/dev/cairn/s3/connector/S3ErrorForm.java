package dev.cairn.s3.connector;

import dev.cairn.contracts.id.Ids;
import dev.cairn.refusals.ErrorForm;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.Xml;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.catalina.connector.Request;

/** What the web server itself says on the S3 port: requests it cannot read. */
public final class S3ErrorForm implements ErrorForm {
    private final Ids ids;

    public S3ErrorForm(Ids ids) {
        this.ids = ids;
    }

    @Override
    public boolean isFor(Request request) {
        return S3Connector.PROTOCOL.equals(request.getConnector().getProtocolHandlerClassName());
    }

    @Override
    public Optional<String> body(int status, HttpServletResponse response) {
        var error = error(status);
        var requestId = ids.next().toString();
        response.setStatus(error.status());
        response.setContentType("application/xml");
        response.setHeader("x-amz-request-id", requestId);
        response.setHeader("x-amz-id-2", requestId);
        var document = Xml.bareDocument("Error", xml -> xml.text("Code", error.code())
                .text("Message", error.message())
                .text("RequestId", requestId)
                .text("HostId", requestId));
        return Optional.of(new String(document, StandardCharsets.UTF_8));
    }

    private static S3Error error(int status) {
        return switch (status) {
            // An address that is none is among them, but not alone.
            case HttpServletResponse.SC_BAD_REQUEST -> S3Error.INVALID_REQUEST;
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> S3Error.METHOD_NOT_ALLOWED;
            case HttpServletResponse.SC_NOT_IMPLEMENTED -> S3Error.NOT_IMPLEMENTED;
            case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> S3Error.SERVICE_UNAVAILABLE;
            default ->
                status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                        ? S3Error.INVALID_REQUEST
                        : S3Error.INTERNAL_ERROR;
        };
    }
}
