package dev.cairn.s3.object;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.s3.payload.ByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes bytes durable in a space. What fits into one portion of 4 MiB is stored in one call; the rest goes through an upload
 * session, one portion being stored while the next is read.
 */
public final class ContentWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ContentWriter.class);
    private static final int PORTION_BYTES = 4 << 20;

    private final SessionApi sessions;
    private final Executor background;

    /** @param background runs one task for each upload that is under way; must not queue */
    public ContentWriter(SessionApi sessions, Executor background) {
        this.sessions = sessions;
        this.background = background;
    }

    /** Reads all of the source, verifies it, and stores it. The bytes are durable when it returns; nothing is left when it throws. */
    public StoredContent write(SpaceId space, ByteSource source, Supplier<Caller> owner) throws IOException {
        return source.length() <= PORTION_BYTES ? writeSmall(space, source) : writeLarge(space, source, owner);
    }

    private StoredContent writeSmall(SpaceId space, ByteSource source) throws IOException {
        var bytes = new byte[(int) source.length()];
        source.read(bytes);
        source.verify();
        return sessions.store(space, bytes);
    }

    private StoredContent writeLarge(SpaceId space, ByteSource source, Supplier<Caller> owner) throws IOException {
        var upload = sessions.create(new NewSession(space, source.length())).id();
        boolean done = false;
        var stored = CompletableFuture.<Void>completedFuture(null);
        try {
            long offset = 0;
            while (offset < source.length()) {
                var portion = new byte[(int) Math.min(PORTION_BYTES, source.length() - offset)];
                int read = source.read(portion);
                await(stored);
                if (read == 0) {
                    break;
                }
                var bytes = read == portion.length ? portion : Arrays.copyOf(portion, read);
                long at = offset;
                stored = CompletableFuture.runAsync(
                        () -> Callers.run(owner.get(), () -> sessions.append(upload, at, bytes)), background);
                offset += read;
            }
            source.verify();
            await(stored);
            var content = Callers.call(owner.get(), () -> sessions.finish(upload));
            done = true;
            return content;
        } finally {
            if (!done) {
                abort(upload, stored, owner);
            }
        }
    }

    private static void await(CompletableFuture<Void> stored) {
        try {
            stored.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void abort(UploadId upload, CompletableFuture<Void> stored, Supplier<Caller> owner) {
        try {
            stored.handle((_, _) -> true).join();
            Callers.run(owner.get(), () -> sessions.abort(upload));
        } catch (RuntimeException e) {
            LOG.info("Upload session {} is left to expire: {}", upload, e.toString());
        }
    }
}
