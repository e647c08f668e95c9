package dev.cairn.storage.blob.s3;

import io.minio.GenericUploadResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** How a server is made to check the bytes it gets, and how its answer is checked. */
enum S3Checksums {
    /** A hundred times faster; only for servers that were seen to check it. */
    CRC32C {
        @Override
        Map<String, String> headers(byte[] bytes, int length) {
            return Map.of("x-amz-checksum-crc32c", base64(bytes, length), "x-amz-sdk-checksum-algorithm", "CRC32C");
        }

        @Override
        boolean contradicts(GenericUploadResponse answer, byte[] bytes, int length) {
            var said = answer.checksumCRC32C();
            return said != null && !said.equals(base64(bytes, length));
        }

        private static String base64(byte[] bytes, int length) {
            var crc = new CRC32C();
            crc.update(bytes, 0, length);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                            .putInt((int) crc.getValue())
                            .array());
        }
    },

    /** Every server knows it. The entity tag is the MD5 unless the server encrypts. */
    MD5 {
        private static final Pattern TAG = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

        @Override
        Map<String, String> headers(byte[] bytes, int length) {
            return Map.of("Content-MD5", Base64.getEncoder().encodeToString(md5(bytes, length)));
        }

        @Override
        boolean contradicts(GenericUploadResponse answer, byte[] bytes, int length) {
            var tag = TAG.matcher(String.valueOf(answer.etag()));
            boolean encrypted = answer.headers().get("x-amz-server-side-encryption") != null;
            return tag.matches()
                    && !encrypted
                    && !tag.group(1).equalsIgnoreCase(HexFormat.of().formatHex(md5(bytes, length)));
        }

        private static byte[] md5(byte[] bytes, int length) {
            try {
                var digest = MessageDigest.getInstance("MD5");
                digest.update(bytes, 0, length);
                return digest.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has MD5", e);
            }
        }
    };

    /** What to send with the bytes. */
    abstract Map<String, String> headers(byte[] bytes, int length);

    /** Whether the server stored something else, by its own words. */
    abstract boolean contradicts(GenericUploadResponse answer, byte[] bytes, int length);
}
