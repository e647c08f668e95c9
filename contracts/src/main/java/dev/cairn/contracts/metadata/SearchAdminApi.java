package dev.cairn.contracts.metadata;

import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The search index, for administrators. */
@HttpExchange("/api/v1/admin/search")
public interface SearchAdminApi {
    /** How it is. */
    @GetExchange
    SearchStatus status();

    /**
     * Forgets everything and begins anew, in the background; {@link #status} tells how far that is. Names are found meanwhile. UNAVAILABLE
     * when there is no index.
     */
    @PostExchange("/rebuild")
    SearchStatus rebuild();
}
