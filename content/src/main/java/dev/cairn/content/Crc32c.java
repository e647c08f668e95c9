package dev.cairn.content;

import java.util.zip.CRC32C;

/** CRC-32C (RFC 3720, appendix B.4): finds bytes that changed by accident, at next to no cost. No protection against intent. */
public final class Crc32c {
    private Crc32c() {}

    /** The checksum of these bytes. */
    public static int of(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }
}
