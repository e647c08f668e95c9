package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.LinkId;
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

/**
 * Share links of a space; making and revoking needs the EDITOR role. A link works for as long as whoever made it has that role; a
 * disabled account is noticed within a minute.
 */
@HttpExchange("/api/v1/spaces/{space}/links")
public interface LinkApi {
    /** The space's links, newest first, at most 1,000; {@code node} narrows. */
    @GetExchange
    List<ShareLink> links(@PathVariable SpaceId space, @RequestParam(required = false) @Nullable NodeId node);

    /** Makes one; the reply is the only time its token is told. */
    @PostExchange
    ShareLink create(@PathVariable SpaceId space, @RequestBody NewShareLink link);

    /** Revokes. */
    @DeleteExchange("/{link}")
    void revoke(@PathVariable SpaceId space, @PathVariable LinkId link);
}
