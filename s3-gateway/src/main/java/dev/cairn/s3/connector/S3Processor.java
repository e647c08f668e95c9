package dev.cairn.s3.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Says {@code HTTP/1.1 100 Continue} when the body is first read.
 *
 * <p>Tomcat says {@code HTTP/1.1 100} and a blank, which RFC 9112 allows. But botocore before 1.31, which Debian 12 has in its
 * AWS command line, takes a status line without words for the final answer and fails at its first upload.
 */
final class S3Processor extends Http11Processor {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    S3Processor(S3Protocol protocol, Adapter adapter) {
        super(protocol, adapter);
        request.setInputBuffer(new Awaited(request.getInputBuffer()));
    }

    /** The body of a request whose sender may be waiting to be told to send it. */
    private final class Awaited implements InputBuffer {
        private final InputBuffer body;

        Awaited(InputBuffer body) {
            this.body = body;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (request.hasExpectation() && !response.isCommitted()) {
                // From here on it is a body like any other: read to its end, even when the upload fails half-way.
                request.setExpectation(false);
                sayContinue();
            }
            return body.doRead(handler);
        }

        @Override
        public int available() {
            return body.available();
        }
    }

    private void sayContinue() throws IOException {
        try {
            getSocketWrapper().write(true, CONTINUE, 0, CONTINUE.length);
            getSocketWrapper().flush(true);
        } catch (IOException e) {
            setErrorState(ErrorState.CLOSE_CONNECTION_NOW, e);
            throw e;
        }
    }
}
