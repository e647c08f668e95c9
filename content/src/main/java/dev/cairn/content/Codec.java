package dev.cairn.content;

/** How the bytes of one chunk are written down, on the wire and in packs. */
public enum Codec {
    /** As they are. */
    RAW((byte) 0),
    /** One zstd frame (RFC 8878). */
    ZSTD((byte) 1);

    private final byte code;

    Codec(byte code) {
        this.code = code;
    }

    /** The stable number of this codec in every format. */
    public byte code() {
        return code;
    }

    /** The codec of a number; {@link IllegalArgumentException} for an unknown one. */
    public static Codec of(byte code) {
        return switch (code) {
            case 0 -> RAW;
            case 1 -> ZSTD;
            default -> throw new IllegalArgumentException("unknown codec " + (code & 0xFF));
        };
    }
}
