package dev.cairn.bench.proof;

import java.io.Serial;
import java.util.stream.Collectors;

/** What was to be proven is not so. */
final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int PATHS_MAX = 20;

    Failure(String message) {
        super(message);
    }

    /** Two folders that should be equal, with the first differences. */
    static Failure differ(String one, Snapshot here, String other, Snapshot there) {
        var paths = here.differences(there);
        return new Failure(one + " and " + other + " differ in " + paths.size() + " paths:\n"
                + paths.stream()
                        .limit(PATHS_MAX)
                        .map(path -> "  " + path + ": " + here.describe(path) + " | " + there.describe(path))
                        .collect(Collectors.joining("\n")));
    }
}
