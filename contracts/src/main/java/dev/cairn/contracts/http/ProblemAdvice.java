package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns every exception into an RFC 9457 document. Unexpected ones are logged and told as INTERNAL, without their text. When part
 * of a reply has been sent already, nothing may be added to it: the exception goes on to the server, which cuts the connection, so
 * that the client sees an incomplete reply instead of a wrong one.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Tomcat's, by name: this module does not depend on a server. */
    private static final String UNREADABLE_QUERY = "org.apache.tomcat.util.http.InvalidParameterException";

    @ExceptionHandler
    ResponseEntity<Object> onProblem(ProblemException exception, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            LOG.warn("a reply was cut off: {}: {}", exception.problem(), reason(exception));
            cutOff(response);
            throw exception;
        }
        if (exception.problem().status() >= 500 && !exception.problem().retryable()) {
            LOG.warn("{}: {}", exception.problem(), exception.detail(), exception.getCause());
        }
        return document(exception);
    }

    private static String reason(ProblemException exception) {
        var cause = exception.getCause();
        return cause == null ? exception.detail() : exception.detail() + ": " + cause.getMessage();
    }

    @ExceptionHandler
    ResponseEntity<Object> onUnexpected(Exception exception, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            // Most often the client is gone; the server says so by itself.
            cutOff(response);
            throw exception;
        }
        if (exception.getClass().getName().equals(UNREADABLE_QUERY)) {
            return document(ProblemException.invalid("query", "The query is not well-formed UTF-8"));
        }
        if (exception instanceof MultipartException) {
            return document(ProblemException.invalid("body", "This is no form in parts, as its type says"));
        }
        var failure = JdbcFailure.of(exception);
        if (failure.isPresent()) {
            LOG.warn("{}: {}", failure.get().problem(), exception.toString());
            return document(failure.get());
        }
        LOG.error("unexpected", exception);
        return document(new ProblemException(Problem.INTERNAL, "See the server's log"));
    }

    /** The server would append its error page to what has been sent, so the body is closed before it learns of the error. */
    private static void cutOff(HttpServletResponse response) throws IOException {
        response.getOutputStream().close();
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return document(UnreadableBody.problem(exception));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return document(ProblemException.invalid(exception.getParameterName(), "This parameter is required"));
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var field = exception instanceof MethodArgumentTypeMismatchException mismatch
                ? mismatch.getName()
                : String.valueOf(exception.getPropertyName());
        return document(ProblemException.invalid(field, "The value of this parameter has the wrong form"));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = Problem.of("", status.value());
        var document = document(new ProblemException(problem, problem.title()));
        // Allow, Accept and Accept-Patch say what would have been right.
        return ResponseEntity.status(document.getStatusCode())
                .headers(headers)
                .headers(document.getHeaders())
                .body(document.getBody());
    }

    private static ResponseEntity<Object> document(ProblemException exception) {
        var response = ResponseEntity.status(exception.problem().status())
                .contentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE));
        if (ProblemWriter.isBusy(exception.problem())) {
            response.header(HttpHeaders.RETRY_AFTER, ProblemWriter.RETRY_SECONDS);
        }
        return response.body(ProblemDocument.of(exception));
    }
}
