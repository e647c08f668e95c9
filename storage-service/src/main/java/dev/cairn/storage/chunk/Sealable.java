package dev.cairn.storage.chunk;

import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyedId;
import dev.cairn.storage.crypto.Sealer;
import dev.cairn.storage.pack.PackRecord;
import dev.cairn.storage.pack.RecordHeader;
import dev.cairn.storage.pack.RecordKind;

/** Encoded bytes that are about to become a record. */
@SuppressWarnings("ArrayRecordComponent") // a slice to be read, never compared
record Sealable(RecordKind kind, KeyedId id, Codec codec, int plainLength, byte[] bytes, int offset, int length) {
    static Sealable chunk(KeyedId id, Encoded chunk) {
        return new Sealable(
                RecordKind.CHUNK,
                id,
                chunk.codec(),
                chunk.plainLength(),
                chunk.bytes(),
                chunk.offset(),
                chunk.length());
    }

    static Sealable manifest(KeyedId id, byte[] encoded) {
        return new Sealable(RecordKind.MANIFEST, id, Codec.RAW, encoded.length, encoded, 0, encoded.length);
    }

    /** Sealed under the newest generation of the space's key, with a nonce that was never used. */
    PackRecord seal(Sealer sealer, DomainKeys keys, byte[] nonce) {
        int generation = keys.newestGeneration();
        var header =
                new RecordHeader(kind, codec, generation, keys.space(), id, plainLength, Sealer.sealedLength(length));
        var key = keys.sealingKey(generation, id);
        return PackRecord.of(
                header,
                nonce,
                (bound, to, toOffset) -> sealer.seal(key, nonce, bound, bytes, offset, length, to, toOffset));
    }
}
