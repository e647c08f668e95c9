package dev.cairn.desktop.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants nothing to be synced for a while.
 *
 * @param until null: until somebody says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PauseUntil(@Nullable Instant until) {}
