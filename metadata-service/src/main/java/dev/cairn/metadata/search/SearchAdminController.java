package dev.cairn.metadata.search;

import dev.cairn.contracts.metadata.SearchAdminApi;
import dev.cairn.contracts.metadata.SearchStatus;
import org.springframework.web.bind.annotation.RestController;

/** The search index over HTTP and in process. */
@RestController
final class SearchAdminController implements SearchAdminApi {
    private final SearchAdministration administration;

    SearchAdminController(SearchAdministration administration) {
        this.administration = administration;
    }

    @Override
    public SearchStatus status() {
        return administration.status();
    }

    @Override
    public SearchStatus rebuild() {
        return administration.rebuild();
    }
}
