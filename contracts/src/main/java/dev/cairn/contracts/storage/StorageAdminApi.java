package dev.cairn.contracts.storage;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The care of storage; for administrators who signed in themselves. Long tasks are jobs: one of a kind at a time, looked at and
 * ended by id.
 */
@HttpExchange("/api/v1/admin/storage")
public interface StorageAdminApi {
    /** Most jobs that are listed and kept. */
    int JOBS_MAX = 100;

    /** What storage holds. */
    @GetExchange("/status")
    StorageStatus status();

    /** Starts a job and returns at once. CONFLICT while one of its kind runs; INVALID_REQUEST for a kind or option that is not known. */
    @PostExchange("/jobs")
    StorageJob start(@RequestBody NewStorageJob job);

    /** The jobs that run and the last that ran, newest first, without findings. */
    @GetExchange("/jobs")
    List<StorageJob> jobs();

    /** One with its findings; NOT_FOUND. */
    @GetExchange("/jobs/{id}")
    StorageJob job(@PathVariable UUID id);

    /** Asks a job to end; it does within moments, at a point that leaves nothing half done. One that has ended stays as it is. */
    @DeleteExchange("/jobs/{id}")
    StorageJob cancel(@PathVariable UUID id);
}
