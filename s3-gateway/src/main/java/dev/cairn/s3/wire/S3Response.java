package dev.cairn.s3.wire;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The answer to one request. */
public record S3Response(HttpServletResponse servlet) {
    /** Sets a header; none when the value is null. A line break cannot get in: the web server refuses it. */
    public S3Response header(String name, @Nullable String value) {
        if (value != null) {
            servlet.setHeader(name, value);
        }
        return this;
    }

    /** Ends the answer without a body. */
    public void empty(int status) {
        servlet.setStatus(status);
        if (status != HttpServletResponse.SC_NO_CONTENT && status != HttpServletResponse.SC_NOT_MODIFIED) {
            servlet.setContentLength(0);
        }
    }

    /** Ends the answer with a document. */
    public void xml(int status, byte[] document) throws IOException {
        servlet.setStatus(status);
        servlet.setContentType("application/xml");
        servlet.setContentLength(document.length);
        servlet.getOutputStream().write(document);
    }

    /** For bytes, after status and headers are set. */
    public OutputStream body() throws IOException {
        return servlet.getOutputStream();
    }
}
