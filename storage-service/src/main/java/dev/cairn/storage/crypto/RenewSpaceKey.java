package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.Map;
import java.util.Set;

/** {@code renew-space-key}: what comes into a space from now on is sealed under a new generation of its key. */
record RenewSpaceKey(KeyRing keyRing) implements Task {
    private static final String SPACE = "space";

    @Override
    public String kind() {
        return "renew-space-key";
    }

    @Override
    public Set<String> options() {
        return Set.of(SPACE);
    }

    @Override
    public void check(Map<String, String> options) {
        if (keyRing.existing(space(options)).isEmpty()) {
            throw ProblemException.notFound("The key of the space");
        }
    }

    private static SpaceId space(Map<String, String> options) {
        try {
            return SpaceId.of(options.getOrDefault(SPACE, ""));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(SPACE, "The id of a space");
        }
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        return "generation " + keyRing.newGeneration(space(options))
                + " seals what comes now; what was there stays readable";
    }
}
