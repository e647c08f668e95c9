package dev.cairn.storage.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** The bytes of a blob that is to be put. Can be written any number of times, each time the same: stores may try again or copy. */
public interface BlobContent {
    /** Bytes in all. */
    long length();

    /** Writes all of them; does not close the channel. */
    void writeTo(WritableByteChannel out) throws IOException;

    /** The buffers' remaining bytes, one after the other. Neither copied nor moved: they must not change until the put is done. */
    static BlobContent of(List<ByteBuffer> buffers) {
        return new BufferedBlobContent(buffers);
    }

    /** The bytes of a blob in a store, read each time anew, a megabyte at a time. */
    static BlobContent of(BlobStore store, BlobStat blob) {
        return new StoredBlobContent(store, blob);
    }

    /** These bytes, which must not change until the put is done. */
    static BlobContent of(byte[] bytes) {
        return of(List.of(ByteBuffer.wrap(bytes)));
    }
}
