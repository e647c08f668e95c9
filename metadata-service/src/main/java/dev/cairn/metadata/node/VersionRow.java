package dev.cairn.metadata.node;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a file as the database has it.
 *
 * @param name what people called it, which keeps it from being removed by policy
 * @param sequence the position of the change that made it: the order of a file's versions
 */
public record VersionRow(
        NodeId node,
        long sequence,
        NodeRow.Body body,
        Instant modified,
        Instant created,
        AccountId author,
        String authorName,
        @Nullable DeviceId device,
        @Nullable String name) {}
