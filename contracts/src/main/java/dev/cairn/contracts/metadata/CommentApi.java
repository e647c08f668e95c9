package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.CommentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What people write about files and folders. They stay with the node wherever it is moved, come back with it from the trash, and go with it. */
@HttpExchange("/api/v1/spaces/{space}/nodes/{node}/comments")
public interface CommentApi {
    /** Most comments of a page. */
    int PAGE_MAX = 200;

    /** Most comments of a node. */
    int COMMENTS_MAX = 10_000;

    /** Newest first. VIEWER. {@code limit} 1 to {@link #PAGE_MAX}. */
    @GetExchange
    CommentPage comments(
            @PathVariable SpaceId space,
            @PathVariable NodeId node,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit);

    /** Writes one. COMMENTER. TOO_LARGE when the node has {@link #COMMENTS_MAX}. */
    @PostExchange
    Comment add(@PathVariable SpaceId space, @PathVariable NodeId node, @RequestBody NewComment comment);

    /** Takes one back: its author who may still read it, or a MANAGER. */
    @DeleteExchange("/{comment}")
    void delete(@PathVariable SpaceId space, @PathVariable NodeId node, @PathVariable CommentId comment);
}
