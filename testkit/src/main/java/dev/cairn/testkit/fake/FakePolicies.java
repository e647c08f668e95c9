package dev.cairn.testkit.fake;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleApi;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpacePolicy;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Policies in memory; nothing is carried out. Rights are those of {@code Callers.current()}. Thread-safe. */
public final class FakePolicies implements PolicyApi, LifecycleApi {
    private final SpaceApi spaces;
    private final Map<SpaceId, RetentionPolicy> own = new ConcurrentHashMap<>();
    private final Map<SpaceId, Lifecycle> lifecycles = new ConcurrentHashMap<>();
    private volatile RetentionPolicy byDefault = RetentionPolicy.KEEP_ALL;

    public FakePolicies(SpaceApi spaces) {
        this.spaces = spaces;
    }

    @Override
    public SpacePolicy policy(SpaceId space) {
        require(space, SpaceRole.VIEWER);
        @Nullable RetentionPolicy policy = own.get(space);
        return policy == null ? new SpacePolicy(byDefault, true) : new SpacePolicy(policy, false);
    }

    @Override
    public SpacePolicy setPolicy(SpaceId space, RetentionPolicy policy) {
        require(space, SpaceRole.MANAGER);
        own.put(space, policy);
        return policy(space);
    }

    @Override
    public void followDefault(SpaceId space) {
        require(space, SpaceRole.MANAGER);
        own.remove(space);
    }

    @Override
    public RetentionPolicy defaultPolicy() {
        return byDefault;
    }

    @Override
    public RetentionPolicy setDefaultPolicy(RetentionPolicy policy) {
        byDefault = policy;
        return policy;
    }

    @Override
    public Lifecycle lifecycle(SpaceId space) {
        require(space, SpaceRole.VIEWER);
        return lifecycles.getOrDefault(space, new Lifecycle(List.of()));
    }

    @Override
    public Lifecycle setLifecycle(SpaceId space, Lifecycle lifecycle) {
        require(space, SpaceRole.MANAGER);
        lifecycles.put(space, lifecycle);
        return lifecycle;
    }

    @Override
    public List<Lifecycle> spaces(List<SpaceId> wanted) {
        return wanted.stream()
                .map(space -> lifecycles.getOrDefault(space, new Lifecycle(List.of())))
                .toList();
    }

    private void require(SpaceId space, SpaceRole needed) {
        if (!spaces.space(space.toString()).role().includes(needed)) {
            throw new ProblemException(Problem.FORBIDDEN, "This needs the role " + needed);
        }
    }
}
