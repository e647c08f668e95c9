package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the bearer of a share link sees.
 *
 * @param needsPassword true: the password was missing or wrong, and nothing else is told
 * @param children one page, when the node is a folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SharedNode(
        boolean needsPassword,
        @Nullable Node node,
        @Nullable String sharedBy,
        @Nullable NodePage children) {}
