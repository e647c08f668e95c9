package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** Rules for other services. */
@RestController
final class LifecycleController implements LifecycleApi {
    private final JdbcLifecycles lifecycles;

    LifecycleController(JdbcLifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    @Override
    public List<Lifecycle> spaces(List<SpaceId> spaces) {
        if (spaces.size() > SPACES_MAX) {
            throw ProblemException.invalid("spaces", "At most " + SPACES_MAX + " spaces");
        }
        var known = lifecycles.of(spaces);
        return spaces.stream()
                .map(space -> new Lifecycle(known.getOrDefault(space, List.of())))
                .toList();
    }
}
