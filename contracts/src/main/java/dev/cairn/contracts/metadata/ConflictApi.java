package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What stands beside each other in a space because two wrote it; devices tell with {@link Operation.NoteConflict}. */
@HttpExchange("/api/v1/spaces/{space}/conflicts")
public interface ConflictApi {
    /** Most conflicts of a page. */
    int PAGE_MAX = 1_000;

    /** Those nobody has settled and of which neither side is deleted. {@code limit} 1 to {@link #PAGE_MAX}. */
    @GetExchange
    ConflictPage conflicts(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit);

    /** The conflict of this copy, and how much goes with either side. NOT_FOUND when it is none, or none any more. */
    @GetExchange("/{copy}")
    ConflictDetail conflict(@PathVariable SpaceId space, @PathVariable NodeId copy);

    /**
     * Ends a conflict; all of it at once or nothing. EDITOR only. NOT_FOUND when {@code copy} is no copy of a conflict any more,
     * STALE_BASE when somebody wrote to one of the two since the caller looked, or into a folder that would go to the trash, CONFLICT when
     * what would go to the trash contains what would stay.
     *
     * @return what has the name now
     */
    @PostExchange("/{copy}/settle")
    Node settle(@PathVariable SpaceId space, @PathVariable NodeId copy, @RequestBody Settlement settlement);
}
