package dev.cairn.s3.signature;

import dev.cairn.contracts.caller.Caller;
import java.time.Instant;

/** A key pair and its owner, good until a time. */
record Credential(String secretKey, Caller owner, Instant until) {
    @Override
    public String toString() {
        return "Credential[" + owner.account() + "]";
    }
}
