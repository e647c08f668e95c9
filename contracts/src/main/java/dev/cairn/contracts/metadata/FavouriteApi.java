package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** What somebody wants to find again, in all their spaces. Each has their own; nobody is told of another's. */
@HttpExchange("/api/v1")
public interface FavouriteApi {
    /** Most favourites of a person. */
    int FAVOURITES_MAX = 1_000;

    /** Those of the caller, newest first: what is deleted, or what they may no longer read, is left out and comes back with it. */
    @GetExchange("/favourites")
    List<Favourite> favourites();

    /** Makes a node one; nothing happens when it is one. VIEWER. TOO_LARGE when the caller has {@link #FAVOURITES_MAX}. */
    @PutExchange("/spaces/{space}/nodes/{node}/favourite")
    void add(@PathVariable SpaceId space, @PathVariable NodeId node);

    /** Makes it none; nothing happens when it is none. VIEWER. */
    @DeleteExchange("/spaces/{space}/nodes/{node}/favourite")
    void remove(@PathVariable SpaceId space, @PathVariable NodeId node);
}
