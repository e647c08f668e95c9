package dev.cairn.storage.blob;

import dev.cairn.storage.blob.BlobException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Brings blobs from one store to another, 256 KiB in memory at a time. */
public final class BlobCopy {
    private static final int STEP_BYTES = 256 << 10;

    private BlobCopy() {}

    /** When it returns, {@code to} has the blob, as durably as it promises, with as many bytes. */
    public static void copy(BlobStat blob, BlobStore from, BlobStore to) {
        to.put(blob.key(), new Stored(blob, from));
        var there = to.stat(blob.key());
        if (there.isEmpty() || there.get().length() != blob.length()) {
            throw new BlobException(Reason.FAILED, "the copy of blob " + blob.key() + " is not whole");
        }
    }

    /**
     * As {@link #copy}, and then reads both and compares. If they differ it fails; a copy that was there before stays, since nobody
     * knows which of the two is right.
     */
    public static void copyAndCompare(BlobStat blob, BlobStore from, BlobStore to) {
        boolean known = to.stat(blob.key()).isPresent();
        if (!known) {
            copy(blob, from, to);
        }
        if (!MessageDigest.isEqual(digest(blob, from), digest(blob, to))) {
            if (!known) {
                to.delete(blob.key());
            }
            throw new BlobException(Reason.FAILED, "the copies of blob " + blob.key() + " differ");
        }
    }

    private static byte[] digest(BlobStat blob, BlobStore store) {
        var digest = sha256();
        try (var in = store.open(blob.key(), 0, blob.length())) {
            var step = new byte[STEP_BYTES];
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                digest.update(step, 0, read);
            }
            return digest.digest();
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "blob " + blob.key() + " could not be read", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The bytes of a blob, read each time anew. */
    private record Stored(BlobStat blob, BlobStore store) implements BlobContent {
        @Override
        public long length() {
            return blob.length();
        }

        @Override
        public void writeTo(WritableByteChannel out) throws IOException {
            try (InputStream in = store.open(blob.key(), 0, blob.length())) {
                var step = new byte[STEP_BYTES];
                for (int read = in.read(step); read >= 0; read = in.read(step)) {
                    var bytes = ByteBuffer.wrap(step, 0, read);
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                }
            }
        }
    }
}
