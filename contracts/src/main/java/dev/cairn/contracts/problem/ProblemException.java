package dev.cairn.contracts.problem;

import java.util.Map;

/**
 * A {@link Problem} that happened. The same exception leaves an in-process call and an HTTP proxy. Detail and extensions go
 * to the client: no secret, no path of the server, no data the caller may not see.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final transient Map<String, Object> extensions;

    /** @param detail what happened this time, for people */
    public ProblemException(Problem problem, String detail) {
        this(problem, detail, Map.of());
    }

    /** @param extensions further members of the RFC 9457 document; values are JSON-serialisable */
    public ProblemException(Problem problem, String detail, Map<String, Object> extensions) {
        super(detail);
        this.problem = problem;
        this.extensions = Map.copyOf(extensions);
    }

    /** As the two-argument form, with the cause for the server's log. */
    public ProblemException(Problem problem, String detail, Throwable cause) {
        super(detail, cause);
        this.problem = problem;
        this.extensions = Map.of();
    }

    /** A request whose field {@code field} is not valid. */
    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(Problem.INVALID_REQUEST, detail, Map.of("field", field));
    }

    /** Something that does not exist, or whose existence is a secret to the caller. */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problem.NOT_FOUND, what + " was not found");
    }

    /** Which entry of the catalogue. */
    public Problem problem() {
        return problem;
    }

    /** Further members of the document. */
    public Map<String, Object> extensions() {
        return extensions == null ? Map.of() : extensions;
    }

    /** What happened this time. */
    public String detail() {
        var message = getMessage();
        return message == null ? problem.title() : message;
    }
}
