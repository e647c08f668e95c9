package dev.cairn.storage.pack;

import dev.cairn.content.Codec;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.storage.crypto.KeyedId;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What stands before the sealed bytes of a record and is authenticated with them.
 *
 * @param kind what the record holds
 * @param codec how it was written down before it was sealed
 * @param generation which of the space's keys sealed it, 1 to 65,535
 * @param space the dedup domain
 * @param id its name there
 * @param plainLength its bytes before codec and seal
 * @param sealedLength the bytes that follow the header
 */
public record RecordHeader(
        RecordKind kind, Codec codec, int generation, SpaceId space, KeyedId id, int plainLength, int sealedLength) {
    /** Bytes of the authenticated part: the associated data of the seal. */
    static final int BOUND_BYTES = 64;

    private static final int MARKER_V1 = 0x43505231;

    /** Refuses numbers out of range. */
    public RecordHeader {
        if (generation < 1 || generation > 0xFFFF || plainLength < 1 || sealedLength < 1) {
            throw new IllegalArgumentException("a record header out of range: generation " + generation + ", lengths "
                    + plainLength + " and " + sealedLength);
        }
    }

    /** The 64 bytes the seal is bound to: marker {@code CPR1}, kind, codec, generation, space, id, lengths. */
    public byte[] bound() {
        var out = ByteBuffer.allocate(BOUND_BYTES)
                .putInt(MARKER_V1)
                .put(kind.code())
                .put(codec.code());
        out.putShort((short) generation);
        out.putLong(space.value().getMostSignificantBits())
                .putLong(space.value().getLeastSignificantBits());
        id.write(out);
        return out.putInt(plainLength).putInt(sealedLength).array();
    }

    /** Reads the 64 bytes; {@link IllegalArgumentException} if they are no header. */
    static RecordHeader read(ByteBuffer in) {
        int marker = in.getInt();
        if (marker != MARKER_V1) {
            throw new IllegalArgumentException("unknown record marker 0x" + Integer.toHexString(marker));
        }
        var kind = RecordKind.of(in.get());
        var codec = Codec.of(in.get());
        int generation = Short.toUnsignedInt(in.getShort());
        var space = new SpaceId(new UUID(in.getLong(), in.getLong()));
        return new RecordHeader(kind, codec, generation, space, KeyedId.read(in), in.getInt(), in.getInt());
    }
}
