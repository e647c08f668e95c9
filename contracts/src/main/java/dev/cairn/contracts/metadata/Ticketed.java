package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed right to read.
 *
 * @param ticket opaque; for a content ticket it is the last part of {@code /api/v1/content/{ticket}}
 * @param url relative to the installation's address; null for a space ticket
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ticketed(String ticket, @Nullable String url, Instant expires) {}
