package dev.cairn.contracts.problem;

import java.net.URI;
import java.util.Locale;

/**
 * Every error Cairn answers with, and the HTTP status it has. The wire form is RFC 9457 ({@code application/problem+json})
 * with type {@code https://cairn.dev/problems/<name>}; clients decide by type, never by text.
 */
public enum Problem {
    INVALID_REQUEST(400, "The request is not valid"),
    INVALID_NAME(400, "This name cannot be used"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "You may not do this"),
    NOT_FOUND(404, "There is no such thing, or you may not know of it"),
    METHOD_NOT_ALLOWED(405, "This method is not possible here"),
    NOT_ACCEPTABLE(406, "There is no answer of the wanted type"),
    CONFLICT(409, "Somebody else was first"),
    NAME_TAKEN(409, "This name is taken in the folder"),
    STALE_BASE(409, "The file has a newer version than the one this edit is based on"),
    WOULD_CYCLE(409, "A folder cannot be moved into itself"),
    NOT_EMPTY(409, "It is not empty"),
    WRONG_OFFSET(409, "The upload is at another offset"),
    EXPIRED(410, "It has expired"),
    UNSUPPORTED_TUS_VERSION(412, "This version of the upload protocol is not supported"),
    TOO_LARGE(413, "It is larger than the limit"),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not supported here"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the content"),
    CHUNKS_MISSING(422, "Some chunks of this content were never uploaded"),
    LOCKED(423, "It is locked"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    CHECKSUM_MISMATCH(460, "The bytes do not have the announced checksum"),
    INTERNAL(500, "Something went wrong on the server"),
    DAMAGED(500, "The stored bytes are damaged"),
    UNAVAILABLE(503, "A part of the server is not available at the moment"),
    OVER_QUOTA(507, "The space has no room left under its quota"),
    STORAGE_FULL(507, "The server's storage is full");

    private static final String TYPE_PREFIX = "https://cairn.dev/problems/";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A short sentence for people, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The RFC 9457 type. */
    public URI type() {
        return URI.create(TYPE_PREFIX + slug());
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS || this == STORAGE_FULL;
    }

    /** The problem with this type; for an unknown or absent type the closest by status. */
    public static Problem of(String type, int status) {
        for (var problem : values()) {
            if (type.equals(TYPE_PREFIX + problem.slug())) {
                return problem;
            }
        }
        for (var problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 500 ? (status == 502 || status == 504 ? UNAVAILABLE : INTERNAL) : INVALID_REQUEST;
    }

    private String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
