package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.AccountId;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What other services ask about accounts. Service to service. */
@HttpExchange("/internal/v1/auth")
public interface DirectoryApi {
    /** The enabled account with this sign-in name (any case); NOT_FOUND. */
    @GetExchange("/accounts/by-name")
    Account byName(@RequestParam String name);

    /** An account by id; NOT_FOUND. */
    @GetExchange("/accounts/{account}")
    Account byId(@PathVariable AccountId account);

    /** The secret of an S3 key, and an access token to act for its owner; NOT_FOUND when unknown, revoked or disabled. May be cached until {@code expires}. */
    @PostExchange("/s3-credentials/{accessKey}")
    S3Credential s3Credential(@PathVariable String accessKey);

    /** Exchanges a name and an app password for an access token; FORBIDDEN. May be cached for a minute. */
    @PostExchange("/basic")
    BasicCredential basic(@RequestBody BasicRequest request);
}
