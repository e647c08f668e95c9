package dev.cairn.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param secretKey told once, in the reply to the creation */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record S3Key(String accessKey, @Nullable String secretKey, String name, Instant created) {
    @Override
    public String toString() {
        return "S3Key[" + accessKey + "]";
    }
}
