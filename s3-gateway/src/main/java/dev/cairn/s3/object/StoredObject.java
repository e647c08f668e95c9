package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import java.time.Instant;
import java.util.Map;

/** An object as it is: a file, or a folder under a key that ends in a slash. */
public record StoredObject(Space space, String key, Node node) {
    /** Bytes. */
    public long size() {
        return switch (node) {
            case Node.File file -> file.size();
            case Node.Folder _ -> 0;
        };
    }

    /** Without quotes. */
    public String etag() {
        return switch (node) {
            case Node.File file -> ETags.of(file);
            case Node.Folder _ -> ETags.OF_NOTHING;
        };
    }

    /** What was attached to it. */
    public Map<String, String> attributes() {
        return switch (node) {
            case Node.File file -> file.attributes();
            case Node.Folder _ -> Map.of("content-type", "application/x-directory");
        };
    }

    /** When it was last changed. */
    public Instant modified() {
        return node.modified();
    }
}
