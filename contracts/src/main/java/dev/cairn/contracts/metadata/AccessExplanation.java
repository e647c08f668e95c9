package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody can see a node, or that they cannot.
 *
 * @param path of the node; empty for the whole space
 * @param name the account's sign-in name
 * @param role what the account may do in the space; null: it is no member, only public links lead to the node
 * @param reasons greatest role first; empty when nothing leads to the node
 */
public record AccessExplanation(
        SpaceId space,
        NodeId node,
        String path,
        AccountId account,
        String name,
        @Nullable SpaceRole role,
        List<AccessReason> reasons) {}
