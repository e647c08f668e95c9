package dev.cairn.storage.pack;

/** What a record holds. */
public enum RecordKind {
    /** A chunk of a file. */
    CHUNK((byte) 1),
    /** The manifest of a content. */
    MANIFEST((byte) 2);

    private final byte code;

    RecordKind(byte code) {
        this.code = code;
    }

    /** Its stable number in packs and keyed ids. */
    public byte code() {
        return code;
    }

    static RecordKind of(byte code) {
        return switch (code) {
            case 1 -> CHUNK;
            case 2 -> MANIFEST;
            default -> throw new IllegalArgumentException("unknown kind of record " + code);
        };
    }
}
