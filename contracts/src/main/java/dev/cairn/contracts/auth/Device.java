package dev.cairn.contracts.auth;

import dev.cairn.contracts.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An installation.
 *
 * @param lastSeen when it renewed its sign-in last, which it does every few minutes while it runs
 * @param current whether it is the one that asks
 * @param report what it said of itself last; null: it never did
 * @param wipe null: nobody asked for that
 */
public record Device(
        DeviceId id,
        String name,
        Instant created,
        @Nullable Instant lastSeen,
        boolean current,
        @Nullable Report report,
        @Nullable Wipe wipe) {
    /**
     * How far it is.
     *
     * @param kind the system it runs on
     * @param version of the client
     * @param state one word, as {@code client status} has it: {@code in-sync} when both sides are equal
     * @param waiting files and changes that are not on both sides yet
     * @param behindSince when it said first that some are; null: none are
     * @param told when it said so. It speaks up when something changes, not again and again
     */
    public record Report(
            String kind,
            String version,
            String state,
            long waiting,
            @Nullable Instant behindSince,
            Instant told) {}

    /**
     * What was synced to it is to be deleted there; see {@link AccountApi#wipeDevice}.
     *
     * @param unsentToo whether that holds also for what it had not sent, which exists nowhere else
     * @param asked when somebody said so
     * @param heard when the device was told; null: it has not asked for access since
     * @param done when the device said that it is; null: it has not been told, or could not yet
     * @param left files that stay on the device, since the server never had them; null until it is done
     */
    public record Wipe(
            boolean unsentToo,
            Instant asked,
            @Nullable Instant heard,
            @Nullable Instant done,
            @Nullable Integer left) {}
}
