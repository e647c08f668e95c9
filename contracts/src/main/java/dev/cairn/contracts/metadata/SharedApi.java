package dev.cairn.contracts.metadata;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What the bearer of a share link may do; no caller is needed. Unknown, revoked, or made by somebody who may no longer share:
 * NOT_FOUND; past its time: EXPIRED. Wrong passwords are rate-limited.
 */
@HttpExchange("/api/v1/shared")
public interface SharedApi {
    /** Looks. */
    @PostExchange("/view")
    SharedNode view(@RequestBody SharedRequest request);

    /** A right to download a file; FORBIDDEN when the password is missing or wrong. */
    @PostExchange("/ticket")
    Ticketed ticket(@RequestBody SharedRequest request);
}
