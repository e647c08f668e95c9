package dev.cairn.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param secret told once, in the reply to the creation */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppPassword(
        String id,
        String name,
        Instant created,
        @Nullable Instant lastUsed,
        @Nullable String secret) {
    @Override
    public String toString() {
        return "AppPassword[" + id + "]";
    }
}
