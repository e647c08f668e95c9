package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SpacePolicy;
import org.springframework.web.bind.annotation.RestController;

/** Policies over HTTP and in process. */
@RestController
final class PolicyController implements PolicyApi {
    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    @Override
    public SpacePolicy policy(SpaceId space) {
        return policies.of(space);
    }

    @Override
    public SpacePolicy setPolicy(SpaceId space, RetentionPolicy policy) {
        return policies.set(space, policy);
    }

    @Override
    public void followDefault(SpaceId space) {
        policies.followDefault(space);
    }

    @Override
    public RetentionPolicy defaultPolicy() {
        return policies.byDefault();
    }

    @Override
    public RetentionPolicy setDefaultPolicy(RetentionPolicy policy) {
        return policies.setDefault(policy);
    }

    @Override
    public Lifecycle lifecycle(SpaceId space) {
        return policies.lifecycle(space);
    }

    @Override
    public Lifecycle setLifecycle(SpaceId space, Lifecycle lifecycle) {
        return policies.setLifecycle(space, lifecycle);
    }
}
