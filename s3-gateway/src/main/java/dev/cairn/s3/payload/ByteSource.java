package dev.cairn.s3.payload;

import java.io.IOException;

/** Bytes that are on their way into an object, and are only good once verified. */
public interface ByteSource {
    /** How many will come. */
    long length();

    /** Reads until the array is full or the bytes end; returns the bytes read. */
    int read(byte[] into) throws IOException;

    /** Checks that all came, unchanged; call it after the last byte and before anything is named. */
    void verify() throws IOException;

    /** The MD5 in hexadecimal, after {@link #verify}. */
    String md5();
}
