package dev.cairn.storage.content;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a download. Its head is written with the first bytes, which have been checked by then; before that a failure can
 * still be told as a problem, after that only by cutting the connection.
 */
final class DownloadStream extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadStream.class);

    private final HttpServletResponse response;
    private final Runnable describe;
    private boolean begun;

    DownloadStream(HttpServletResponse response, Runnable describe) {
        this.response = response;
        this.describe = describe;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!begun) {
            describe.run();
            response.flushBuffer();
            begun = true;
        }
        try {
            response.getOutputStream().write(bytes, offset, length);
        } catch (IOException e) {
            LOG.info("a download was cut off: its reader is gone");
            throw e;
        }
    }
}
