package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.AccountId;
import java.time.Instant;

/** An S3 key pair and a token of its owner. */
public record S3Credential(AccountId account, String name, String secretKey, String accessToken, Instant expires) {
    @Override
    public String toString() {
        return "S3Credential[" + account + "]";
    }
}
