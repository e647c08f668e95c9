package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes that stand beside each other because two devices wrote the same thing: the one that came later made a copy. It is a
 * conflict until somebody settles it, and while both are there, wherever they are and whatever they are called meanwhile.
 *
 * @param copy what the later device wrote
 * @param copyPath where it is now
 * @param original what has, or had, the name
 * @param originalPath where that is now
 * @param base the version of {@code original} that both began with; it may be purged by now. Null: none that is known
 * @param device people's name of the device that made the copy
 * @param deviceId that device; null when whoever made the copy was none
 * @param author whose device it is
 * @param authorName that account's name
 * @param made when the device made the copy, by its clock
 * @param own whether the device that asks made it
 * @param asOf a position in the changes of the space at which all of this was so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conflict(
        Node copy,
        String copyPath,
        Node original,
        String originalPath,
        @Nullable VersionId base,
        String device,
        @Nullable DeviceId deviceId,
        AccountId author,
        String authorName,
        Instant made,
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean own,
        String asOf) {
    /** Its name: that of the copy. */
    public NodeId id() {
        return copy.id();
    }

    /** That it ends as it is told here: what was written since is not overruled. */
    public Settlement settlement(Settlement.Keep keep) {
        return new Settlement(keep, version(copy), version(original), asOf);
    }

    /** What goes when this stays, into the versions of a file or into the trash; null: nothing does. */
    public @Nullable Node goes(Settlement.Keep keep) {
        return switch (keep) {
            case COPY -> original;
            case ORIGINAL -> copy;
            case BOTH -> null;
        };
    }

    private static @Nullable VersionId version(Node node) {
        return node instanceof Node.File file ? file.version() : null;
    }
}
