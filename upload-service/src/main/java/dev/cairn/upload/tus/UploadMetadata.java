package dev.cairn.upload.tus;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Upload-Metadata}: pairs of a key and a base64 value, separated by commas. Known keys: {@code path} (the whole
 * path of the file in the space) or {@code parentId} with {@code filename}, or {@code filename} alone for the space's root;
 * {@code spaceId} (id, slug or {@code personal}, which is the default); {@code modified} (milliseconds since 1970);
 * {@code conflict} ({@code version}, the default, or {@code rename}); {@code filetype}. Others are kept and not looked at.
 */
final class UploadMetadata {
    private static final String HEADER = "Upload-Metadata";
    private static final int LENGTH_MAX = 8 << 10;
    private static final int KEYS_MAX = 50;
    private static final int MEDIA_TYPE_LENGTH_MAX = 255;

    private final Map<String, String> values;

    private UploadMetadata(Map<String, String> values) {
        this.values = values;
    }

    /** INVALID_REQUEST when the header is not of the form. */
    static UploadMetadata parse(String header) {
        if (header.length() > LENGTH_MAX) {
            throw ProblemException.invalid(HEADER, "This header has at most " + LENGTH_MAX + " characters");
        }
        var values = new LinkedHashMap<String, String>();
        for (var pair : header.isBlank() ? new String[0] : header.split(",", -1)) {
            var parts = pair.strip().split(" ", -1);
            if (parts[0].isEmpty() || parts.length > 2 || values.size() == KEYS_MAX) {
                throw ProblemException.invalid(
                        HEADER, "This header has up to " + KEYS_MAX + " pairs of key and base64 value");
            }
            if (values.put(parts[0], parts.length == 2 ? decode(parts[0], parts[1]) : "") != null) {
                throw ProblemException.invalid(HEADER, "The key " + parts[0] + " is given twice");
            }
        }
        return new UploadMetadata(values);
    }

    private static String decode(String key, String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw ProblemException.invalid(HEADER, "The value of " + key + " is not base64 of UTF-8");
        }
    }

    /** The space's id or slug. */
    String space() {
        return values.getOrDefault("spaceId", "personal");
    }

    /** What the upload is to become; INVALID_REQUEST or INVALID_NAME when that cannot be. */
    Target target(Instant now) {
        return new Target(place(), modified(now), conflict(), mediaType());
    }

    private Target.Place place() {
        var path = values.get("path");
        var name = values.getOrDefault("filename", values.get("name"));
        if (path != null) {
            return new Target.Place.AtPath(FileNames.checkPath(path));
        }
        if (name == null) {
            throw ProblemException.invalid(HEADER, "This header must have path or filename");
        }
        FileNames.check(name);
        var parent = values.get("parentId");
        return parent == null ? new Target.Place.AtPath(name) : new Target.Place.InFolder(nodeId(parent), name);
    }

    private static NodeId nodeId(String text) {
        try {
            return NodeId.of(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(HEADER, "parentId is not an id");
        }
    }

    private Instant modified(Instant now) {
        var text = values.get("modified");
        if (text == null) {
            return now;
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(HEADER, "modified is not a number of milliseconds");
        }
    }

    private Target.Conflict conflict() {
        return switch (values.getOrDefault("conflict", "version").toLowerCase(Locale.ROOT)) {
            case "version" -> Target.Conflict.VERSION;
            case "rename" -> Target.Conflict.RENAME;
            default -> throw ProblemException.invalid(HEADER, "conflict is version or rename");
        };
    }

    private @Nullable String mediaType() {
        var type = values.getOrDefault("filetype", "");
        boolean plain = type.length() <= MEDIA_TYPE_LENGTH_MAX && type.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return type.isEmpty() || !plain ? null : type;
    }
}
