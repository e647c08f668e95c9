package dev.cairn.refusals;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.catalina.connector.Request;

/** How errors look to those who come in on some port, or ask for something. */
public interface ErrorForm {
    /** Whether this is the form for a request; its path and headers may be missing or broken. */
    boolean isFor(Request request);

    /**
     * The body of an error with this status, 400 or more, in ASCII; nothing when it has none. Sets the headers that go with it, the
     * media type first of all.
     */
    Optional<String> body(int status, HttpServletResponse response);
}
