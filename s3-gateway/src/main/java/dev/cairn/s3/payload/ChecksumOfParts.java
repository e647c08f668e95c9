package dev.cairn.s3.payload;

import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.util.Base64;
import java.util.List;

/** The checksum of an object from those of its parts, without reading a byte again. */
public final class ChecksumOfParts {
    private ChecksumOfParts() {}

    /** A part's checksum (base64) and length. */
    public record Of(String checksum, long length) {}

    /** Whether the algorithm can tell the checksum of the whole from those of the parts. */
    public static boolean canBeFullObject(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32, CRC32C, CRC64NVME -> true;
            case SHA1, SHA256 -> false;
        };
    }

    /** The checksum of the parts' checksums, with {@code -N}. */
    public static ObjectChecksum composite(ChecksumAlgorithm algorithm, List<Of> parts) {
        var running = algorithm.start();
        for (var part : parts) {
            var bytes = Base64.getDecoder().decode(part.checksum());
            running.update(bytes, 0, bytes.length);
        }
        return new ObjectChecksum(algorithm, Base64.getEncoder().encodeToString(running.value()) + "-" + parts.size());
    }

    /** The checksum of all bytes together. */
    public static ObjectChecksum fullObject(ChecksumAlgorithm algorithm, List<Of> parts) {
        var combination = new CrcCombination(polynomial(algorithm));
        long crc = 0;
        boolean first = true;
        for (var part : parts) {
            long next = number(Base64.getDecoder().decode(part.checksum()));
            crc = first ? next : combination.combine(crc, next, part.length());
            first = false;
        }
        var bytes = new byte[algorithm.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (crc >>> (8 * (bytes.length - 1 - i)));
        }
        return new ObjectChecksum(algorithm, Base64.getEncoder().encodeToString(bytes));
    }

    private static long polynomial(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> 0xEDB88320L;
            case CRC32C -> 0x82F63B78L;
            case CRC64NVME -> Crc64Nvme.POLYNOMIAL;
            case SHA1, SHA256 ->
                throw new S3Exception(S3Error.INVALID_REQUEST, algorithm + " has no checksum of the full object.");
        };
    }

    private static long number(byte[] bytes) {
        long number = 0;
        for (byte b : bytes) {
            number = number << 8 | (b & 0xFF);
        }
        return number;
    }
}
