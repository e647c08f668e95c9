package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Everything that has a name, for whoever checks that its bytes are there. Service to service: the caller has authorised. */
@HttpExchange("/internal/v1/inventory/spaces")
public interface InventoryApi {
    /** Spaces in a page of {@link #spaces}. */
    int SPACES_MAX = 1_000;

    /** Versions in a page of {@link #versions}. */
    int VERSIONS_MAX = 10_000;

    /** Most nodes in one {@link #paths}. */
    int PATHS_MAX = 1_000;

    /** Spaces behind {@code after}, by id; fewer than {@link #SPACES_MAX}: the last page. */
    @GetExchange
    List<SpaceId> spaces(@RequestParam(required = false) @Nullable SpaceId after);

    /** Versions of all files of a space, those in the trash included, behind a node and sequence; fewer than {@link #VERSIONS_MAX}: the last page. */
    @GetExchange("/{space}/versions")
    List<StoredVersion> versions(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable NodeId node,
            @RequestParam(defaultValue = "0") long sequence);

    /** Where these files are; those that are not there any more are left out. */
    @PostExchange("/{space}/paths")
    List<FilePath> paths(@PathVariable SpaceId space, @RequestBody List<NodeId> nodes);
}
