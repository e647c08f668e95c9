package dev.cairn.storage.blob.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a bucket is and how to get in.
 *
 * @param endpoint scheme, host and port of the server, no more
 * @param region as the server calls itself; many do not care
 * @param bucket exists already
 * @param prefix what every object's name begins with: empty, or ends with a slash; two installations never share bucket and prefix
 * @param timeout longest silence of the server; a call as a whole may take {@value #CALL_TIMEOUTS} of them, connecting a third of one
 * @param partBytes larger blobs are sent in parts of this size (5 MiB to 1 GiB), one of which a put holds in memory
 */
public record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        String secretKey,
        Duration timeout,
        int partBytes) {
    /** Region when none is set. */
    public static final String REGION = "us-east-1";

    /** Silence of the server when none is set. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Size of parts when none is set. */
    public static final int PART_BYTES = 16 << 20;

    static final int CALL_TIMEOUTS = 20;

    private static final int PART_BYTES_MIN = 5 << 20;
    private static final int PART_BYTES_MAX = 1 << 30;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-]+/)*");

    /** {@link IllegalArgumentException} for what cannot be; says which and repeats no value. */
    public S3Settings {
        require(isPlain(endpoint), "the endpoint is no address like https://s3.example.org:9000");
        require(BUCKET.matcher(bucket).matches(), "the bucket has no possible name");
        require(PREFIX.matcher(prefix).matches(), "the prefix must be empty or like a/b/");
        require(!accessKey.isEmpty() && !secretKey.isEmpty(), "access key and secret key must be there");
        require(timeout.compareTo(Duration.ofSeconds(1)) >= 0, "the timeout must be a second or more");
        require(partBytes >= PART_BYTES_MIN && partBytes <= PART_BYTES_MAX, "the part size must be 5MB to 1GB");
    }

    private static boolean isPlain(URI endpoint) {
        var scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("https") || scheme.equals("http"))
                && endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && (endpoint.getPath().isEmpty() || endpoint.getPath().equals("/"))
                && endpoint.getQuery() == null;
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "S3Settings[" + endpoint + " " + bucket + "/" + prefix + "]";
    }
}
