package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.ContentId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.ManifestCodec;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.crypto.SealBrokenException;
import dev.cairn.storage.crypto.Sealer;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.PackRecord;
import dev.cairn.storage.pack.RecordKind;

/** Reads chunks and manifests of one space: one read of the pack, then checksum, seal and hash. Not thread-safe; cheap to make. */
final class RecordReader {
    private final PackReader packs;
    private final DomainKeys keys;
    private final Sealer sealer = new Sealer();

    RecordReader(PackReader packs, DomainKeys keys) {
        this.packs = packs;
        this.keys = keys;
    }

    /** A chunk as it was stored, its seal checked; to be sent on to somebody who checks the hash. */
    Encoded encoded(ChunkId id, Location location) {
        var keyedId = keys.keyedId(RecordKind.CHUNK.code(), id.toBytes());
        var record = packs.record(location);
        var bytes = open(RecordKind.CHUNK, keyedId, location, record);
        try {
            return new Encoded(record.header().codec(), record.header().plainLength(), bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("no chunk: " + location, e);
        }
    }

    /**
     * The bytes of a chunk; an array of exactly its length. Their seal is checked: it is bound to the chunk's id and made with a key
     * of that id alone, so these are the bytes that were sealed under it.
     */
    byte[] plain(ChunkId id, Location location) {
        var encoded = encoded(id, location);
        try {
            return encoded.codec() == Codec.RAW ? encoded.bytes() : encoded.plain();
        } catch (IllegalArgumentException e) {
            throw new DamagedException("not the chunk it was: " + location, e);
        }
    }

    /** A manifest, which is the one its id says. */
    Manifest manifest(ContentId id, Location location) {
        var keyedId = keys.keyedId(RecordKind.MANIFEST.code(), id.toBytes());
        var bytes = open(RecordKind.MANIFEST, keyedId, location, packs.record(location));
        if (!ContentId.of(bytes, 0, bytes.length).equals(id)) {
            throw new DamagedException("not the manifest it was: " + location);
        }
        return ManifestCodec.decode(bytes);
    }

    private byte[] open(RecordKind kind, KeyedId id, Location location, PackRecord record) {
        var header = record.header();
        if (header.kind() != kind || !header.id().equals(id) || !header.space().equals(keys.space())) {
            throw new DamagedException("another record than the index says: " + location);
        }
        try {
            return sealer.open(
                    keys.sealingKey(header.generation(), id),
                    record.nonce(),
                    header.bound(),
                    record.array(),
                    PackRecord.HEADER_BYTES,
                    header.sealedLength());
        } catch (SealBrokenException | IllegalArgumentException e) {
            throw new DamagedException("the seal is broken: " + location, e);
        } catch (IllegalStateException e) {
            throw new DamagedException("there is no key for it: " + location, e);
        }
    }
}
