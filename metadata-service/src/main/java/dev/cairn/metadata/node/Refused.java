package dev.cairn.metadata.node;

import dev.cairn.contracts.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Ends one operation of a batch; the others go on. Thrown before the operation has changed anything. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient @Nullable NodeRow current;

    /** @param current what stands in the way */
    Refused(Problem problem, String detail, @Nullable NodeRow current) {
        super(detail, null, false, false);
        this.problem = problem;
        this.detail = detail;
        this.current = current;
    }

    Refused(Problem problem, String detail) {
        this(problem, detail, null);
    }

    Problem problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    @Nullable
    NodeRow current() {
        return current;
    }
}
