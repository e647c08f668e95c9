package dev.cairn.desktop.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What the token endpoint answers (RFC 6749, 5.1). */
@JsonIgnoreProperties(ignoreUnknown = true)
record TokenReply(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("refresh_token") @Nullable String refreshToken,
        @JsonProperty("expires_in") long expiresInSeconds) {
    @Override
    public String toString() {
        return "TokenReply[hidden]";
    }
}
