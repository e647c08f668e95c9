package dev.cairn.desktop.fs;

import java.io.IOException;
import java.time.Instant;

/**
 * A file being written beside the synced ones, invisible to scans. {@link #finish} ends the writing, {@link LocalFiles#seal}
 * makes it durable, {@link LocalFiles#place} gives it its name; {@link #discard} gives it up. A draft that is neither survives the process and can be resumed by its key.
 */
public interface Draft {
    /** Bytes written so far, counting those of an earlier process. */
    long length() throws IOException;

    /** Adds bytes at the end. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Reads back what was written; exactly {@code length} bytes. */
    void readFully(long position, byte[] into, int offset, int length) throws IOException;

    /** Cuts off everything from {@code length} on. */
    void truncate(long length) throws IOException;

    /** Ends writing: attributes set, file closed. Not durable before {@link LocalFiles#seal}. */
    void finish(Instant modified, boolean executable) throws IOException;

    /** Closes without finishing; the bytes stay for a later resumption. */
    void suspend();

    /** Deletes it; never fails. */
    void discard();
}
