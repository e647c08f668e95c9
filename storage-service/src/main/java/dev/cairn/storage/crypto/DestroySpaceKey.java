package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.InventoryApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.storage.job.Progress;
import dev.cairn.storage.job.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code destroy-space-key}: makes what is left of a deleted space unreadable, before collection has found all of it. */
record DestroySpaceKey(KeyRing keyRing, InventoryApi inventory) implements Task {
    static final String SPACE = "space";

    @Override
    public String kind() {
        return "destroy-space-key";
    }

    @Override
    public Set<String> options() {
        return Set.of(SPACE);
    }

    @Override
    public void check(Map<String, String> options) {
        if (stillThere(space(options))) {
            throw new ProblemException(Problem.CONFLICT, "The space is still there; delete it first");
        }
    }

    private static SpaceId space(Map<String, String> options) {
        try {
            return SpaceId.of(options.getOrDefault(SPACE, ""));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(SPACE, "The id of a space");
        }
    }

    private boolean stillThere(SpaceId space) {
        @Nullable SpaceId after = null;
        List<SpaceId> page;
        do {
            page = inventory.spaces(after);
            if (page.contains(space)) {
                return true;
            }
            after = page.isEmpty() ? null : page.getLast();
        } while (page.size() == InventoryApi.SPACES_MAX);
        return false;
    }

    @Override
    public String run(Map<String, String> options, Progress progress) {
        var space = space(options);
        progress.begin(1, "keys", "destroying a key");
        keyRing.destroy(space);
        if (keyRing.existing(space).isPresent()) {
            throw new IllegalStateException("the key of space " + space + " is still there");
        }
        progress.advance(1);
        return "the key of space " + space
                + " is destroyed: nothing of it can be read any more, except with a backup made before";
    }
}
