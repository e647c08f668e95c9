package dev.cairn.s3.object;

import dev.cairn.s3.payload.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes of a stored content on their way into another one. */
public final class StoredSource implements ByteSource {
    private final ContentReader.Range range;
    private final long length;
    private final MessageDigest md5;
    private byte[] portion = {};
    private int at;
    private long received;
    private @Nullable String md5Hex;

    public StoredSource(ContentReader.Range range, long length) {
        this.range = range;
        this.length = length;
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(byte[] into) throws IOException {
        int filled = 0;
        while (filled < into.length) {
            if (at == portion.length) {
                portion = range.next();
                at = 0;
                if (portion.length == 0) {
                    break;
                }
            }
            int part = Math.min(into.length - filled, portion.length - at);
            System.arraycopy(portion, at, into, filled, part);
            at += part;
            filled += part;
        }
        md5.update(into, 0, filled);
        received += filled;
        return filled;
    }

    @Override
    public void verify() throws IOException {
        if (received != length) {
            throw new EOFException("a content ended before its size");
        }
        md5Hex = HexFormat.of().formatHex(md5.digest());
    }

    @Override
    public String md5() {
        if (md5Hex == null) {
            throw new IllegalStateException("the bytes have not been verified");
        }
        return md5Hex;
    }
}
