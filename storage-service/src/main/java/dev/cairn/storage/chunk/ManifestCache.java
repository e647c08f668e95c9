package dev.cairn.storage.chunk;

import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.SpaceId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manifests used last, so that reading a large file piece by piece opens its manifest once. Bounded by chunks: about 20 MB. */
final class ManifestCache {
    private static final long CHUNKS_MAX = 200_000;

    private final Map<Key, Manifest> manifests = new LinkedHashMap<>(16, 0.75f, true);
    private long chunks;

    private record Key(SpaceId space, ContentId content) {}

    synchronized @Nullable Manifest get(SpaceId space, ContentId content) {
        return manifests.get(new Key(space, content));
    }

    synchronized void put(SpaceId space, ContentId content, Manifest manifest) {
        if (manifest.chunks().size() < CHUNKS_MAX && manifests.put(new Key(space, content), manifest) == null) {
            chunks += weight(manifest);
        }
        var eldest = manifests.values().iterator();
        while (chunks > CHUNKS_MAX && eldest.hasNext()) {
            chunks -= weight(eldest.next());
            eldest.remove();
        }
    }

    private static int weight(Manifest manifest) {
        return manifest.chunks().size() + 1;
    }
}
