package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Finding by name and by what is in files, in everything the caller may read. */
@HttpExchange("/api/v1/search")
public interface SearchApi {
    /**
     * Finds what has every word of {@code q}, in any case: in its name anywhere; in its text, at the beginning of words. Words of a path
     * count, too, if another is in the file. Names are found at once, texts within seconds. At most 2,000 are found by their text.
     *
     * @param q 1 to 255 characters, at most ten words
     * @param limit 1 to 100
     * @param kind files or folders only
     * @param owner who wrote the newest version: files only
     * @param modifiedFrom modified at this time or later
     * @param modifiedTo modified before this time
     * @param sizeMin bytes: files only
     * @param sizeMax bytes: files only
     */
    @GetExchange
    SearchPage search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable SpaceId space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable SearchKind kind,
            @RequestParam(required = false) @Nullable AccountId owner,
            @RequestParam(required = false) @Nullable Instant modifiedFrom,
            @RequestParam(required = false) @Nullable Instant modifiedTo,
            @RequestParam(required = false) @Nullable Long sizeMin,
            @RequestParam(required = false) @Nullable Long sizeMax);

    /** As the other, without conditions. */
    default SearchPage search(String q, @Nullable SpaceId space, @Nullable String after, int limit) {
        return search(q, space, after, limit, null, null, null, null, null, null);
    }
}
