package dev.cairn.metadata.search;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SearchPage;
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
    public SearchPage search(String q, @Nullable SpaceId space, @Nullable String after, int limit) {
        return search.search(q, space, after, limit);
    }
}
