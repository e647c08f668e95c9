package dev.cairn.storage;

import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** DOWN when blobs cannot be looked at; DEGRADED when they can be read but nothing more can be put. */
final class StorageHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "the disk is full: reading works, uploads do not");

    private final BlobStore blobs;

    StorageHealth(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Health health() {
        try {
            blobs.list("", "", 1);
            long free = blobs.freeBytes().orElse(Long.MAX_VALUE);
            var health = free > 0 ? Health.up() : Health.status(DEGRADED);
            return health.withDetail("freeBytes", free).build();
        } catch (BlobException e) {
            return Health.down().withDetail("reason", e.reason()).build();
        }
    }
}
