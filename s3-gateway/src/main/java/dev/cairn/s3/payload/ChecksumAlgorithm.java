package dev.cairn.s3.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** The checksums clients may send with an object, and get back with it. */
public enum ChecksumAlgorithm {
    CRC32(4),
    CRC32C(4),
    CRC64NVME(8),
    SHA1(20),
    SHA256(32);

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of its value. */
    public int bytes() {
        return bytes;
    }

    /** The header that carries it. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Its element in XML. */
    public String element() {
        return "Checksum" + name();
    }

    /** The algorithm of this name in any case; null for none of ours. */
    public static @Nullable ChecksumAlgorithm named(String name) {
        for (var algorithm : values()) {
            if (algorithm.name().equalsIgnoreCase(name)) {
                return algorithm;
            }
        }
        return null;
    }

    /** The algorithm of this header in any case; null for none of ours. */
    static @Nullable ChecksumAlgorithm ofHeader(String header) {
        for (var algorithm : values()) {
            if (algorithm.header().equalsIgnoreCase(header)) {
                return algorithm;
            }
        }
        return null;
    }

    /** A computation that has seen nothing yet. */
    Running start() {
        return switch (this) {
            case CRC32 -> new OfChecksum(new CRC32(), bytes);
            case CRC32C -> new OfChecksum(new CRC32C(), bytes);
            case CRC64NVME -> new OfChecksum(new Crc64Nvme(), bytes);
            case SHA1 -> new OfDigest(digest("SHA-1"));
            case SHA256 -> new OfDigest(digest("SHA-256"));
        };
    }

    static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }

    /** A checksum that is being computed. */
    sealed interface Running {
        void update(byte[] bytes, int offset, int length);

        byte[] value();
    }

    private record OfChecksum(Checksum checksum, int bytes) implements Running {
        @Override
        public void update(byte[] input, int offset, int length) {
            checksum.update(input, offset, length);
        }

        @Override
        public byte[] value() {
            var value = new byte[bytes];
            for (int i = 0; i < bytes; i++) {
                value[i] = (byte) (checksum.getValue() >>> (8 * (bytes - 1 - i)));
            }
            return value;
        }
    }

    private record OfDigest(MessageDigest digest) implements Running {
        @Override
        public void update(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
