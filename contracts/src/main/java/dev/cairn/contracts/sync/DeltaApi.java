package dev.cairn.contracts.sync;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Delta;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Pulling changes; the WebSocket at {@code /api/v1/sync} pushes the same. */
@HttpExchange("/api/v1/spaces/{space}/delta")
public interface DeltaApi {
    /** Longest wait. */
    int WAIT_SECONDS_MAX = 55;

    /**
     * What changed since {@code cursor}. With {@code wait} the call is held until something changes, at most
     * {@link #WAIT_SECONDS_MAX} seconds.
     */
    @GetExchange
    Delta delta(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") int wait);
}
