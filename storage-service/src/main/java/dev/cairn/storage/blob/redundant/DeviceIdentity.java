package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Who a device is, written on it twice, so that one flipped bit does not take it away (docs/formats.md, "Device identity"). A disk
 * that is another, or is empty because it is not mounted, is recognised before anything is written to it.
 */
record DeviceIdentity(UUID id, String name) {
    private static final List<BlobKey> PLACES =
            List.of(new BlobKey("device", "identity"), new BlobKey("device", "identity-copy"));
    private static final int MARKER_V1 = 0x43444931;
    private static final int FIXED_BYTES = Integer.BYTES + 2 * Long.BYTES + 1 + Integer.BYTES;

    /** What stands on the device, mended when one of both is damaged; empty when neither is there. */
    static Optional<DeviceIdentity> find(BlobStore store) {
        var first = read(store, PLACES.getFirst());
        var second = read(store, PLACES.getLast());
        var found = first.or(() -> second);
        if (found.isPresent() && !first.equals(second)) {
            found.get().write(store);
        }
        return found;
    }

    /** Replaces what stands there. */
    void write(BlobStore store) {
        for (var place : PLACES) {
            if (!read(store, place).equals(Optional.of(this))) {
                store.delete(place);
                store.put(place, BlobContent.of(toBytes()));
            }
        }
    }

    private static Optional<DeviceIdentity> read(BlobStore store, BlobKey place) {
        var stat = store.stat(place);
        if (stat.isEmpty() || stat.get().length() > FIXED_BYTES + Byte.MAX_VALUE) {
            return Optional.empty();
        }
        try {
            return parse(store.read(place, 0, (int) stat.get().length()));
        } catch (BlobException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    byte[] toBytes() {
        var text = name.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(FIXED_BYTES + text.length).putInt(MARKER_V1);
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        out.put((byte) text.length).put(text);
        return out.putInt(crc(out.array())).array();
    }

    static Optional<DeviceIdentity> parse(byte[] bytes) {
        if (bytes.length < FIXED_BYTES) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MARKER_V1 || in.getInt(bytes.length - Integer.BYTES) != crc(bytes)) {
            return Optional.empty();
        }
        var id = new UUID(in.getLong(), in.getLong());
        var text = new byte[in.get()];
        in.get(text);
        return Optional.of(new DeviceIdentity(id, new String(text, StandardCharsets.UTF_8)));
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
