package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.GroupId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Who was given what in a space. {@link SpaceApi#members} tells what it comes to. */
@HttpExchange("/api/v1/spaces/{space}")
public interface GrantApi {
    /** Roles that were given to people and groups, groups first, by name. Any member. */
    @GetExchange("/grants")
    List<SpaceGrant> grants(@PathVariable SpaceId space);

    /**
     * Gives a group access, or another role; MANAGER only, and nobody above the caller's own role. Only administrators and who is
     * in a group give it something it did not have in the space: NOT_FOUND for others, as for an unknown name. A group manages at most
     * (CONFLICT): owners are people.
     */
    @PostExchange("/groups")
    SpaceGrant addGroup(@PathVariable SpaceId space, @RequestBody NewMember group);

    /** Ends a group's access; MANAGER only. Who has access besides keeps that. */
    @DeleteExchange("/groups/{group}")
    void removeGroup(@PathVariable SpaceId space, @PathVariable GroupId group);

    /**
     * Why somebody can see a node. Everybody may ask about themselves, managers about others.
     *
     * @param account the sign-in name; absent: the caller
     */
    @GetExchange("/nodes/{node}/access")
    AccessExplanation explain(
            @PathVariable SpaceId space,
            @PathVariable NodeId node,
            @RequestParam(required = false) @Nullable String account);
}
