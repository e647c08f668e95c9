package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The layouts used last, so that reading a pack chunk by chunk asks the ledger once. What changes is dropped, and a lookup that was
 * under way meanwhile is not kept. About 20 MB.
 */
final class LayoutCache {
    private static final int ENTRIES_MAX = 50_000;

    private final Ledger ledger;
    private final Map<BlobKey, Layout> layouts = new LinkedHashMap<>(16, 0.75f, true);
    private long changes;

    LayoutCache(Ledger ledger) {
        this.ledger = ledger;
    }

    Optional<Layout> find(BlobKey key) {
        long seen;
        synchronized (this) {
            var known = layouts.get(key);
            if (known != null) {
                return Optional.of(known);
            }
            seen = changes;
        }
        var found = ledger.find(key);
        found.ifPresent(layout -> keep(layout, seen));
        return found;
    }

    private synchronized void keep(Layout layout, long seen) {
        if (seen != changes) {
            return;
        }
        layouts.put(layout.key(), layout);
        if (layouts.size() > ENTRIES_MAX) {
            var eldest = layouts.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** To be called after the ledger was changed. */
    synchronized void changed(BlobKey key) {
        changes++;
        layouts.remove(key);
    }
}
