package dev.cairn.storage.gc;

import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.gc.PackStore.Use;
import dev.cairn.storage.pack.PackId;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs that nothing points to: into the trash, and out of it after a while, when still nothing does. A reader that looked a
 * record up before it moved finds it in the trash. A crash between any two steps is made good by the next pass.
 */
final class PackTrash {
    private static final Logger LOG = LoggerFactory.getLogger(PackTrash.class);
    private static final int PAGE = 500;

    /** Of so many packs in a pass; the store is likelier at fault then than they are. */
    private static final int FAILURES_MAX = 20;

    /** Longer than anybody takes from listing packs to reading the last of them. */
    private static final Duration GONE_REMEMBERED = Duration.ofDays(30);

    private final PackStore packs;
    private final BlobStore blobs;

    PackTrash(PackStore packs, BlobStore blobs) {
        this.packs = packs;
        this.blobs = blobs;
    }

    /** Puts it there if nothing points to it. */
    boolean add(Use use) {
        return use.live() == 0 && packs.trash(use.pack());
    }

    /** Unlinks what has been there long enough. What cannot be unlinked waits; when nothing can, the rest does too. */
    void empty(Duration trash, Pace pace, Freeing freeing) {
        int failures = 0;
        var due = packs.due(trash, PAGE);
        while (!due.isEmpty() && failures < FAILURES_MAX) {
            for (var pack : due) {
                long begin = System.nanoTime();
                try {
                    if (packs.unlink(pack)) {
                        freeing.unlinked(unlink(pack));
                    }
                } catch (RuntimeException e) {
                    failures++;
                    LOG.error("pack {} could not be unlinked, and is left for a while", pack, e);
                    packs.failed(pack, String.valueOf(e.getMessage()));
                }
                if (failures == FAILURES_MAX) {
                    break;
                }
                pace.advance(1);
                pace.rest(System.nanoTime() - begin);
            }
            due = due.size() < PAGE ? List.of() : packs.due(trash, PAGE);
        }
        packs.forgetGone(GONE_REMEMBERED);
    }

    /** The bytes go before the last word of them: what is unlinked by halves is unlinked again. */
    private long unlink(PackId pack) {
        long length = blobs.stat(pack.blobKey()).map(blob -> blob.length()).orElse(0L);
        blobs.delete(pack.blobKey());
        packs.gone(pack);
        LOG.debug("pack {} of {} bytes is gone", pack, length);
        return length;
    }
}
