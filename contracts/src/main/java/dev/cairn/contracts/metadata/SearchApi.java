package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.SpaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Finding by name in everything the caller may read. */
@HttpExchange("/api/v1/search")
public interface SearchApi {
    /** Case-insensitive; every word of {@code q} occurs in the name. {@code q} has 1 to 255 characters, {@code limit} 1 to 100. */
    @GetExchange
    SearchPage search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable SpaceId space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit);
}
