package dev.cairn.storage.job;

import java.util.Map;
import java.util.Set;

/** A kind of long work. */
public interface Task {
    /** Its name, as in {@code ./cairn storage NAME}: letters and {@code -}. */
    String kind();

    /** The options it knows. */
    default Set<String> options() {
        return Set.of();
    }

    /** Refuses options it cannot work with, as INVALID_REQUEST, before anything is started. */
    default void check(Map<String, String> options) {}

    /**
     * Does it, on a thread of its own. Tells how far it is and what it finds, and looks at {@link Progress#checkpoint} after each
     * piece of work of at most some seconds. Whatever it throws ends the job as failed.
     *
     * @return what came of it, in one sentence
     */
    String run(Map<String, String> options, Progress progress);
}
