package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An installation. */
public record Device(
        DeviceId id, String name, Instant created, @Nullable Instant lastSeen) {}
