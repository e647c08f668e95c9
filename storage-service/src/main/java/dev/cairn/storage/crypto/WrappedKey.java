package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A domain's secret, sealed under the root key (docs/formats.md, "Wrapped key"): marker {@code CDK1}, space, generation, id of
 * the root key, nonce, 32 sealed bytes with their tag, CRC32C of all before.
 */
final class WrappedKey {
    static final int LENGTH_BYTES = 4 + 16 + 2 + 8 + Sealer.NONCE_BYTES + 48 + 4;

    private static final int MARKER_V1 = 0x43444B31;
    private static final int AAD_BYTES = 4 + 16 + 2 + 8;
    private static final int SEALED_BYTES = 48;

    private final SpaceId space;
    private final int generation;
    private final byte[] bytes;

    private WrappedKey(SpaceId space, int generation, byte[] bytes) {
        this.space = space;
        this.generation = generation;
        this.bytes = bytes;
    }

    static WrappedKey wrap(RootKey root, SpaceId space, int generation, byte[] secret, byte[] nonce) {
        var out = ByteBuffer.allocate(LENGTH_BYTES).putInt(MARKER_V1);
        out.putLong(space.value().getMostSignificantBits())
                .putLong(space.value().getLeastSignificantBits());
        out.putShort((short) generation).put(root.id()).put(nonce);
        var bytes = out.array();
        new Sealer().seal(root.key(), nonce, aad(bytes), secret, 0, secret.length, bytes, out.position());
        out.position(out.position() + SEALED_BYTES).putInt(crc(bytes));
        return new WrappedKey(space, generation, bytes);
    }

    /** {@link IllegalArgumentException} if these bytes are no wrapped key, or damaged. */
    static WrappedKey read(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("a wrapped key has " + LENGTH_BYTES + " bytes, not " + bytes.length);
        }
        var in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MARKER_V1 || in.getInt(LENGTH_BYTES - Integer.BYTES) != crc(bytes)) {
            throw new IllegalArgumentException("this is not a wrapped key, or it is damaged");
        }
        var space = new SpaceId(new UUID(in.getLong(), in.getLong()));
        return new WrappedKey(space, Short.toUnsignedInt(in.getShort()), bytes.clone());
    }

    /** The secret; {@link IllegalStateException} if it was wrapped by another root key. */
    byte[] unwrap(RootKey root) {
        int rootId = AAD_BYTES - 8;
        if (!Arrays.equals(bytes, rootId, AAD_BYTES, root.id(), 0, 8)) {
            throw new IllegalStateException("the key of space " + space + " was wrapped by another root key");
        }
        var nonce = Arrays.copyOfRange(bytes, AAD_BYTES, AAD_BYTES + Sealer.NONCE_BYTES);
        int sealed = AAD_BYTES + Sealer.NONCE_BYTES;
        return new Sealer().open(root.key(), nonce, aad(bytes), bytes, sealed, SEALED_BYTES);
    }

    /** The id of the root key that wrapped it. */
    byte[] rootId() {
        return Arrays.copyOfRange(bytes, AAD_BYTES - 8, AAD_BYTES);
    }

    SpaceId space() {
        return space;
    }

    int generation() {
        return generation;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static byte[] aad(byte[] bytes) {
        return Arrays.copyOf(bytes, AAD_BYTES);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, LENGTH_BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
