package dev.cairn.storage.chunk;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Encoded;
import dev.cairn.content.ManifestCodec;
import dev.cairn.storage.crypto.DomainKeys;
import dev.cairn.storage.crypto.KeyRing;
import dev.cairn.storage.crypto.SealBrokenException;
import dev.cairn.storage.crypto.Sealer;
import dev.cairn.storage.pack.DamagedException;
import dev.cairn.storage.pack.Location;
import dev.cairn.storage.pack.PackReader;
import dev.cairn.storage.pack.PackRecord;
import dev.cairn.storage.pack.RecordHeader;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a record to its last byte: checksum, seal, and whether its hash is its name. Not thread-safe. */
final class RecordCheck {
    private final PackReader packs;
    private final KeyRing keyRing;
    private final Sealer sealer = new Sealer();

    RecordCheck(PackReader packs, KeyRing keyRing) {
        this.packs = packs;
        this.keyRing = keyRing;
    }

    /**
     * Reads it.
     *
     * @return whether it could be opened; false when its space has no key any more, and only the checksum was compared
     * @throws DamagedException when it is not there, not whole, or not the expected one
     * @throws dev.cairn.storage.blob.BlobException when the store may answer later
     */
    boolean open(Location place, Predicate<RecordHeader> expected) {
        return open(packs.record(place), expected);
    }

    /** As above, of a record that was read already. */
    boolean open(PackRecord record, Predicate<RecordHeader> expected) {
        if (!expected.test(record.header())) {
            throw new DamagedException("it is another record than expected");
        }
        var keys = keys(record.header());
        keys.ifPresent(found -> open(record, found));
        return keys.isPresent();
    }

    /** A key that cannot be used is damage to what it seals, not to the rest. */
    private Optional<DomainKeys> keys(RecordHeader header) {
        try {
            return keyRing.existing(header.space());
        } catch (SealBrokenException | IllegalArgumentException | IllegalStateException e) {
            throw new DamagedException("the key of space " + header.space() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void open(PackRecord record, DomainKeys keys) {
        var header = record.header();
        try {
            var bytes = sealer.open(
                    keys.sealingKey(header.generation(), header.id()),
                    record.nonce(),
                    header.bound(),
                    record.array(),
                    PackRecord.HEADER_BYTES,
                    header.sealedLength());
            if (!keys.keyedId(header.kind().code(), hash(header, bytes)).equals(header.id())) {
                throw new DamagedException("its bytes are not the ones its name says");
            }
        } catch (SealBrokenException | IllegalArgumentException | IllegalStateException e) {
            throw new DamagedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] hash(RecordHeader header, byte[] bytes) {
        return switch (header.kind()) {
            case CHUNK -> {
                var plain = new Encoded(header.codec(), header.plainLength(), bytes, 0, bytes.length).plain();
                yield ChunkId.of(plain, 0, plain.length).toBytes();
            }
            case MANIFEST -> {
                var _ = ManifestCodec.decode(bytes);
                yield ContentId.of(bytes, 0, bytes.length).toBytes();
            }
        };
    }
}
