package dev.cairn.upload.session;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.upload.Session;
import dev.cairn.contracts.upload.StoredContent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is durable.
 *
 * @param size bytes that will come; null when not known yet
 * @param cut bytes that are chunks in storage; the tail begins here
 * @param received bytes that survive a crash; the tail ends here
 * @param content set once the bytes are complete
 */
public record SessionState(
        UploadId id,
        AccountId account,
        SpaceId space,
        @Nullable Long size,
        long cut,
        long received,
        @Nullable ContentId content,
        Instant expires) {

    /** As other services see it. */
    public Session view() {
        return new Session(id, space, received, size, expires);
    }

    /** The content, when all bytes are there. */
    public Optional<StoredContent> stored() {
        return Optional.ofNullable(content).map(id -> new StoredContent(id, received));
    }

    SessionState at(long newCut, long newReceived, Instant newExpires) {
        return new SessionState(id, account, space, size, newCut, newReceived, content, newExpires);
    }

    SessionState withSize(long newSize) {
        return new SessionState(id, account, space, newSize, cut, received, content, expires);
    }

    SessionState complete(ContentId newContent, long newSize, Instant newExpires) {
        return new SessionState(id, account, space, newSize, newSize, newSize, newContent, newExpires);
    }
}
