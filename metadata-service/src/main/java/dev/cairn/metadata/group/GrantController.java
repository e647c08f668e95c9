package dev.cairn.metadata.group;

import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.AccessExplanation;
import dev.cairn.contracts.metadata.GrantApi;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.SpaceGrant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Grants over HTTP and in process. */
@RestController
final class GrantController implements GrantApi {
    private final GroupGrants grants;
    private final Explanations explanations;

    GrantController(GroupGrants grants, Explanations explanations) {
        this.grants = grants;
        this.explanations = explanations;
    }

    @Override
    public List<SpaceGrant> grants(SpaceId space) {
        return grants.of(space);
    }

    @Override
    public SpaceGrant addGroup(SpaceId space, NewMember group) {
        return grants.give(space, group);
    }

    @Override
    public void removeGroup(SpaceId space, GroupId group) {
        grants.take(space, group);
    }

    @Override
    public AccessExplanation explain(SpaceId space, NodeId node, @Nullable String account) {
        return explanations.explain(space, node, account);
    }
}
