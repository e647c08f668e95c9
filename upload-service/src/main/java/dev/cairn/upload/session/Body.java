package dev.cairn.upload.session;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request.
 *
 * @param in not closed by who reads it
 * @param length as announced; -1 when it was not
 * @param checksum what the bytes must have before any of them counts; null: every byte counts that comes
 */
public record Body(InputStream in, long length, @Nullable Checksum checksum) {}
