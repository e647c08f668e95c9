package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The tree of a space. Every call is made for {@code Callers.current()}, who must be a member. */
@HttpExchange("/api/v1/spaces/{space}")
public interface NodeApi {
    /** Most entries a page has. */
    int PAGE_MAX = 1_000;

    /** One node. */
    @GetExchange("/nodes/{node}")
    NodePath node(@PathVariable SpaceId space, @PathVariable NodeId node);

    /** The node at a path without leading slash, names as stored; empty: the root. */
    @GetExchange("/path")
    NodePath byPath(@PathVariable SpaceId space, @RequestParam String path);

    /** Children by name. {@code limit} 1 to {@link #PAGE_MAX}. */
    @GetExchange("/nodes/{node}/children")
    NodePage children(
            @PathVariable SpaceId space,
            @PathVariable NodeId node,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "1000") int limit);

    /**
     * Files whose path begins with {@code prefix}, which may end within a name. {@code delimiter} empty or "/". {@code after}
     * is any text: only paths and prefixes greater than it, bytewise, are told.
     */
    @GetExchange("/keys")
    KeyPage keys(
            @PathVariable SpaceId space,
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam(defaultValue = "") String delimiter,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "1000") int limit);

    /**
     * Edits names; operations that name content are refused here (FORBIDDEN), they go through the upload service. Of several operations
     * each has its result; one alone that is refused is answered by its problem: see {@link CommitReply#orProblem}.
     */
    @PostExchange("/operations")
    CommitReply apply(@PathVariable SpaceId space, @RequestBody Operations operations);

    /** Versions of a file, newest first, at most {@link #PAGE_MAX}. */
    @GetExchange("/nodes/{node}/versions")
    List<Version> versions(@PathVariable SpaceId space, @PathVariable NodeId node);

    /** Makes an old version the newest again, as a new version. */
    @PostExchange("/nodes/{node}/versions/{version}/restore")
    Node restoreVersion(@PathVariable SpaceId space, @PathVariable NodeId node, @PathVariable VersionId version);

    /**
     * Gives a version a name, another name, or takes it away. No policy removes a version that has one. EDITOR only; INVALID_NAME for
     * what is none.
     */
    @PutExchange("/nodes/{node}/versions/{version}/name")
    Version nameVersion(
            @PathVariable SpaceId space,
            @PathVariable NodeId node,
            @PathVariable VersionId version,
            @RequestBody VersionName name);

    /** What was deleted, latest first. */
    @GetExchange("/trash")
    TrashPage trash(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit);

    /** Brings back a deleted node with everything in it, to where it was, or to the root if that is gone; a taken name gets " (restored)". */
    @PostExchange("/trash/{node}/restore")
    Node restore(@PathVariable SpaceId space, @PathVariable NodeId node);

    /** Deletes for good, with all versions; nobody can undo it. MANAGER only. */
    @DeleteExchange("/trash/{node}")
    void purge(@PathVariable SpaceId space, @PathVariable NodeId node);

    /** What changed since {@code cursor} (absent: everything, as a reset). {@code limit} 1 to {@link #PAGE_MAX}. */
    @GetExchange("/changes")
    Delta changes(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "1000") int limit);

    /** A right to download the newest ({@code version} absent) or an old version of a file; minutes. */
    @PostExchange("/nodes/{node}/ticket")
    Ticketed ticket(
            @PathVariable SpaceId space,
            @PathVariable NodeId node,
            @RequestParam(required = false) @Nullable VersionId version);
}
