package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.ProblemException;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Says which field of a JSON body could not be read, without echoing parser internals. */
final class UnreadableBody {
    private static final int DETAIL_LENGTH_MAX = 200;

    private UnreadableBody() {}

    static ProblemException problem(HttpMessageNotReadableException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof DatabindException databind) {
                return ProblemException.invalid(path(databind), reason(databind));
            }
        }
        return ProblemException.invalid("body", "The body is not valid JSON of the expected form");
    }

    private static String path(JacksonException exception) {
        var path = exception.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.replaceFirst("^\\.", "");
    }

    private static String reason(DatabindException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && !(cause instanceof JacksonException)) {
                var message = String.valueOf(cause.getMessage());
                return message.substring(0, Math.min(message.length(), DETAIL_LENGTH_MAX));
            }
        }
        return "The value has the wrong form";
    }
}
