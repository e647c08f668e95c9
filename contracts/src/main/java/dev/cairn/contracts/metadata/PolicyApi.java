package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * What goes by itself, and when. Every call is made for {@code Callers.current()}. A policy takes effect in the background, within
 * minutes of being set and then once a day.
 */
@HttpExchange("/api/v1")
public interface PolicyApi {
    /** What holds in the space; any member. */
    @GetExchange("/spaces/{space}/policy")
    SpacePolicy policy(@PathVariable SpaceId space);

    /** Gives the space a policy of its own; MANAGER only. INVALID_REQUEST for limits out of bounds. */
    @PutExchange("/spaces/{space}/policy")
    SpacePolicy setPolicy(@PathVariable SpaceId space, @RequestBody RetentionPolicy policy);

    /** From now on the space follows the installation's policy; MANAGER only. */
    @DeleteExchange("/spaces/{space}/policy")
    void followDefault(@PathVariable SpaceId space);

    /** What holds where a space has no policy of its own; administrators only. {@link RetentionPolicy#KEEP_ALL} until one is set. */
    @GetExchange("/policy")
    RetentionPolicy defaultPolicy();

    /** Sets it; administrators only. */
    @PutExchange("/policy")
    RetentionPolicy setDefaultPolicy(@RequestBody RetentionPolicy policy);

    /** The rules of the space, whole; any member. */
    @GetExchange("/spaces/{space}/lifecycle")
    Lifecycle lifecycle(@PathVariable SpaceId space);

    /** Sets them, in the place of those that were there; MANAGER only. INVALID_REQUEST for limits out of bounds or two rules of one id. */
    @PutExchange("/spaces/{space}/lifecycle")
    Lifecycle setLifecycle(@PathVariable SpaceId space, @RequestBody Lifecycle lifecycle);
}
