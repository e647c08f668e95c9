package dev.cairn.contracts.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param action an {@code Event.Action} in lower case, or {@code shared}, {@code unshared}, {@code linked}
 * @param subject the path, or the person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Activity(
        Instant at,
        AccountId actor,
        String actorName,
        String action,
        String subject,
        @Nullable NodeId node) {}
