package dev.cairn.storage.chunk;

import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.RecordKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Says whether a content can be read whole, from the index and from what is known to be damaged. Reads its manifest and no chunk. */
public final class ContentCheck {
    private final PackReader packs;
    private final RecordIndex index;
    private final KeyRing keyRing;

    ContentCheck(PackReader packs, RecordIndex index, KeyRing keyRing) {
        this.packs = packs;
        this.index = index;
        this.keyRing = keyRing;
    }

    /** What keeps the content of {@code size} bytes from being read; empty: nothing. */
    public Optional<String> problem(SpaceId space, ContentId content, long size, Damage damage) {
        var keys = keyRing.existing(space);
        if (keys.isEmpty()) {
            return Optional.of("its space has no key");
        }
        var name = keys.get().keyedId(RecordKind.MANIFEST.code(), content.toBytes());
        var located = index.find(space, RecordKind.MANIFEST, List.of(name)).get(name);
        if (located == null) {
            return Optional.of("the list of its chunks is missing");
        }
        if (damage.contains(located.location())) {
            return Optional.of("the list of its chunks is damaged");
        }
        try {
            return problem(
                    keys.get(),
                    new RecordReader(packs, keys.get()).manifest(content, located.location()),
                    size,
                    damage);
        } catch (DamagedException | BlobException e) {
            return Optional.of("the list of its chunks cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> problem(DomainKeys keys, Manifest manifest, long size, Damage damage) {
        if (manifest.size() != size) {
            return Optional.of("it has " + manifest.size() + " bytes, not " + size);
        }
        var names = new HashSet<dev.cairn.storage.crypto.KeyedId>();
        manifest.chunks().forEach(chunk -> names.add(Ingest.chunkName(keys, chunk.id())));
        var found = index.find(keys.space(), RecordKind.CHUNK, names);
        int missing = 0;
        int damaged = 0;
        long bytes = 0;
        for (var chunk : manifest.chunks()) {
            var located = found.get(Ingest.chunkName(keys, chunk.id()));
            if (located == null || located.plainLength() != chunk.length()) {
                missing++;
                bytes += chunk.length();
            } else if (damage.contains(located.location())) {
                damaged++;
                bytes += chunk.length();
            }
        }
        return missing + damaged == 0
                ? Optional.empty()
                : Optional.of(missing + " missing and " + damaged + " damaged of its "
                        + manifest.chunks().size() + " chunks, " + bytes + " of " + size + " bytes");
    }
}
