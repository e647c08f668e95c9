package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SearchKind;
import dev.cairn.contracts.metadata.SearchPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Search over HTTP and in process. */
@RestController
final class SearchController implements SearchApi {
    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    @Override
    public SearchPage search(
            String q,
            @Nullable SpaceId space,
            @Nullable String after,
            int limit,
            @Nullable SearchKind kind,
            @Nullable AccountId owner,
            @Nullable Instant modifiedFrom,
            @Nullable Instant modifiedTo,
            @Nullable Long sizeMin,
            @Nullable Long sizeMax) {
        return search.search(
                q, space, after, limit, new Conditions(kind, owner, modifiedFrom, modifiedTo, sizeMin, sizeMax));
    }
}
