package dev.cairn.contracts.notification;

import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** The activity feed of a space the caller is a member of. */
@HttpExchange("/api/v1/spaces/{space}/activity")
public interface ActivityApi {
    /** Latest first; {@code limit} 1 to 200; {@code before} is the {@code next} of the page before. */
    @GetExchange
    ActivityPage activity(
            @PathVariable SpaceId space,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") int limit);
}
