package dev.cairn.refusals;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.springframework.http.HttpStatus;

/** The form of browsers, at addresses that are no program's. */
final class PageForm implements ErrorForm {
    @Override
    public boolean isFor(Request request) {
        var accepted = request.getHeader("Accept");
        var path = request.getRequestURI();
        return accepted != null
                && accepted.contains("text/html")
                && path != null
                && !path.startsWith("/api/")
                && !path.startsWith("/internal/");
    }

    @Override
    public Optional<String> body(int status, HttpServletResponse response) {
        response.setContentType("text/html");
        var known = HttpStatus.resolve(status);
        var words = known == null ? "Error" : known.getReasonPhrase();
        return Optional.of("<!doctype html><html lang=\"en\"><head><title>" + words + "</title></head><body><h1>"
                + status + " " + words + "</h1></body></html>\n");
    }
}
