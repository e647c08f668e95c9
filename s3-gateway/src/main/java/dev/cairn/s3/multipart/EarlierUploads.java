package dev.cairn.s3.multipart;

import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.EarlierHoldApi;
import dev.cairn.contracts.upload.HoldReleaseApi;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives uploads that were begun before there were holds one of their own, on everything in their space: what they stored is older than
 * any hold that could be begun now.
 */
final class EarlierUploads {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierUploads.class);
    private static final int BATCH = 100;

    private final JdbcUploadStore store;
    private final EarlierHoldApi earlier;
    private final HoldReleaseApi release;

    EarlierUploads(JdbcUploadStore store, EarlierHoldApi earlier, HoldReleaseApi release) {
        this.store = store;
        this.earlier = earlier;
        this.release = release;
    }

    /** Whether every upload has a hold now; else the upload service did not answer. */
    boolean hold() {
        List<PartialUpload> batch;
        do {
            batch = store.withoutHold(BATCH);
            try {
                batch.forEach(this::hold);
            } catch (ProblemException e) {
                LOG.warn("multipart uploads from before there were holds have none yet: {}", e.detail());
                return false;
            }
        } while (!batch.isEmpty());
        return true;
    }

    private void hold(PartialUpload upload) {
        var hold = earlier.holdEverything(upload.space(), upload.initiator(), Holds.DAYS);
        if (!store.hold(upload.id(), hold)) {
            // It ended meanwhile, or another process was faster.
            release.release(hold);
        }
    }
}
