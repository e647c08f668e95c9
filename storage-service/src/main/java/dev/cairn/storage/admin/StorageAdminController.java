package dev.cairn.storage.admin;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.storage.NewStorageJob;
import dev.cairn.contracts.storage.StorageAdminApi;
import dev.cairn.contracts.storage.StorageJob;
import dev.cairn.contracts.storage.StorageStatus;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.chunk.Failures;
import dev.cairn.storage.health.DeviceCare;
import dev.cairn.storage.job.Jobs;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The care of storage, for administrators. */
@RestController
final class StorageAdminController implements StorageAdminApi {
    private final Jobs jobs;
    private final JdbcCounts counts;
    private final BlobStore blobs;
    private final DeviceCare devices;

    StorageAdminController(Jobs jobs, JdbcCounts counts, BlobStore blobs, DeviceCare devices) {
        this.jobs = jobs;
        this.counts = counts;
        this.blobs = blobs;
        this.devices = devices;
    }

    @Override
    public StorageStatus status() {
        Callers.admin();
        return Failures.told(() -> counts.status(freeBytes(), devices.health(), jobs.running()));
    }

    private @Nullable Long freeBytes() {
        var free = blobs.freeBytes();
        return free.isPresent() ? free.getAsLong() : null;
    }

    @Override
    public StorageJob start(NewStorageJob job) {
        Callers.admin();
        return jobs.start(job);
    }

    @Override
    public List<StorageJob> jobs() {
        Callers.admin();
        return jobs.newest();
    }

    @Override
    public StorageJob job(UUID id) {
        Callers.admin();
        return jobs.job(id);
    }

    @Override
    public StorageJob cancel(UUID id) {
        Callers.admin();
        return jobs.cancel(id);
    }
}
