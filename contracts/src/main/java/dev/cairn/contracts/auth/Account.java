package dev.cairn.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.contracts.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it and administrators see it.
 *
 * @param name the sign-in name
 * @param email null: no mail is sent
 * @param enabled false: cannot sign in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(
        AccountId id,
        String name,
        String displayName,
        @Nullable String email,
        boolean admin,
        boolean enabled,
        Instant created) {}
