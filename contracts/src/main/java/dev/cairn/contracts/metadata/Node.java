package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder. Its id stays when it is renamed or moved.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Node.Folder.class, name = "folder"),
    @JsonSubTypes.Type(value = Node.File.class, name = "file")
})
public sealed interface Node {
    /** Its identity, unique on the installation. */
    NodeId id();

    /** The folder it lies in; null for the root of a space, and only there. */
    @Nullable
    NodeId parent();

    /** 1 to 255 bytes of UTF-8, as the user wrote it; empty for the root. */
    String name();

    /** The space's sequence when it last changed. */
    long sequence();

    /** The modification time the user's file system gave it; any value, before 1970 too. */
    Instant modified();

    /** A folder. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Folder(NodeId id, @Nullable NodeId parent, String name, long sequence, Instant modified) implements Node {}

    /**
     * A file.
     *
     * @param version the newest version; the base of the next edit
     * @param content its bytes
     * @param size their number
     * @param executable the executable bit
     * @param attributes what the writer attached (S3: {@code etag}, {@code content-type}, {@code x-amz-meta-*}); at most 4 KiB
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record File(
            NodeId id,
            NodeId parent,
            String name,
            @JsonInclude(JsonInclude.Include.ALWAYS) long sequence,
            Instant modified,
            VersionId version,
            ContentId content,
            @JsonInclude(JsonInclude.Include.ALWAYS) long size,
            @JsonInclude(JsonInclude.Include.ALWAYS) boolean executable,
            @Nullable Map<String, String> attributes)
            implements Node {
        /** Replaces absent attributes by none. */
        public File {
            attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        }

        @Override
        public Map<String, String> attributes() {
            return attributes == null ? Map.of() : attributes;
        }
    }
}
