package dev.cairn.s3.object;

import dev.cairn.s3.payload.ChecksumAlgorithm;
import dev.cairn.s3.payload.ObjectChecksum;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client attaches to an object, kept as the file's attributes under the names of the headers. */
public final class ObjectAttributes {
    private static final String META = "x-amz-meta-";
    private static final List<String> SYSTEM = List.of(
            "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires");
    private static final int META_BYTES_MAX = 2_048;
    /** What metadata takes, less what is added here. */
    private static final int ALL_BYTES_MAX = 3_600;

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,18})?");
    private static final Pattern S3CMD = Pattern.compile("(?:^|/)mtime:(-?[0-9]{1,12})(?:/|$)");

    private ObjectAttributes() {}

    /** Those a request brings; a map of its own. MetadataTooLarge. */
    public static Map<String, String> of(S3Request request) {
        var attributes = new HashMap<String, String>();
        for (var name : SYSTEM) {
            var value = request.header(name);
            if (value != null && !value.isBlank()) {
                var kept = name.equals("content-encoding") ? withoutFraming(value) : value;
                if (!kept.isEmpty()) {
                    attributes.put(name, kept);
                }
            }
        }
        int metaBytes = 0;
        for (var name : request.headerNames()) {
            if (name.startsWith(META) && name.length() > META.length()) {
                var value = String.join(",", request.headers(name));
                metaBytes += name.length() - META.length() + value.length();
                attributes.put(name, value);
            }
        }
        int bytes = attributes.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length() + 6)
                .sum();
        if (metaBytes > META_BYTES_MAX || bytes > ALL_BYTES_MAX) {
            throw new S3Exception(S3Error.METADATA_TOO_LARGE);
        }
        return attributes;
    }

    /** {@code aws-chunked} is how the body travelled, not what the object is. */
    private static String withoutFraming(String codings) {
        return Arrays.stream(codings.split(","))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("aws-chunked"))
                .collect(Collectors.joining(","));
    }

    /** Adds a checksum to be given back later. */
    public static void keep(Map<String, String> attributes, @Nullable ObjectChecksum checksum) {
        if (checksum != null) {
            attributes.put(checksum.algorithm().header(), checksum.value());
        }
    }

    /** The checksum kept in the attributes; null for none. */
    static @Nullable ObjectChecksum checksum(Map<String, String> attributes) {
        for (var algorithm : ChecksumAlgorithm.values()) {
            var value = attributes.get(algorithm.header());
            if (value != null) {
                return new ObjectChecksum(algorithm, value);
            }
        }
        return null;
    }

    /** Tells them in the headers of an answer. */
    static void tell(Map<String, String> attributes, S3Response response) {
        attributes.forEach((name, value) -> {
            if (name.startsWith(META) || SYSTEM.contains(name)) {
                response.header(name, value);
            }
        });
    }

    /**
     * The time the client's file was last changed, when the client attached it as rclone or s3cmd do; so a file keeps its time
     * on the way through S3. Null for none.
     */
    public static @Nullable Instant modified(Map<String, String> attributes) {
        var seconds = attributes.get(META + "mtime");
        if (seconds != null && SECONDS.matcher(seconds).matches()) {
            var exact = new BigDecimal(seconds);
            var whole = exact.setScale(0, java.math.RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    exact.subtract(whole).movePointRight(9).longValue());
        }
        var s3cmd = S3CMD.matcher(attributes.getOrDefault(META + "s3cmd-attrs", ""));
        return s3cmd.find() ? Instant.ofEpochSecond(Long.parseLong(s3cmd.group(1))) : null;
    }
}
