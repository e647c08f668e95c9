package dev.cairn.s3.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, decoded, in the order it was sent.
 *
 * @param parameters a name without "=" has the empty value
 */
public record Query(List<Parameter> parameters) {
    private static final int PARAMETERS_MAX = 200;

    /** A name and its value. */
    public record Parameter(String name, String value) {}

    /** Copies the list. */
    public Query {
        parameters = List.copyOf(parameters);
    }

    /** Reads the raw query; null is none. */
    public static Query parse(@Nullable String raw) {
        var parameters = new ArrayList<Parameter>();
        if (raw != null) {
            for (var part : raw.split("&")) {
                if (part.isEmpty()) {
                    continue;
                }
                if (parameters.size() == PARAMETERS_MAX) {
                    throw new S3Exception(
                            S3Error.INVALID_URI, "A query has at most " + PARAMETERS_MAX + " parameters.");
                }
                int equals = part.indexOf('=');
                var name = equals < 0 ? part : part.substring(0, equals);
                var value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.add(new Parameter(plain(name), plain(value)));
            }
        }
        return new Query(parameters);
    }

    private static String plain(String encoded) {
        return Percent.decode(encoded.replace('+', ' '));
    }

    /** Whether the parameter is there, with a value or without. */
    public boolean has(String name) {
        return get(name) != null;
    }

    /** The first value; null when the parameter is not there. */
    public @Nullable String get(String name) {
        for (var parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** The first value, or {@code absent}. */
    public String get(String name, String absent) {
        var value = get(name);
        return value == null ? absent : value;
    }

    /** A number from 0; InvalidArgument for anything else. */
    public int number(String name, int absent) {
        var value = get(name);
        if (value == null || value.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new S3Exception(S3Error.INVALID_ARGUMENT, name + " is a number from 0 to 2147483647.");
    }
}
