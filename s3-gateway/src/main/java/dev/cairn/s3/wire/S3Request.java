package dev.cairn.s3.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request: method, bucket and key from the raw path (or the host), query and headers.
 *
 * @param path the raw path as it was sent
 * @param bucket empty at the service level
 * @param key decoded; empty at the bucket level
 */
public record S3Request(HttpServletRequest servlet, String path, String bucket, String key, Query query) {
    /**
     * Reads bucket and key.
     *
     * @param domains hosts below which buckets are host names ({@code bucket.s3.example.org}); lower case
     */
    public static S3Request of(HttpServletRequest servlet, List<String> domains) {
        var path = servlet.getRequestURI();
        var query = Query.parse(servlet.getQueryString());
        var rest = path.startsWith("/") ? path.substring(1) : path;
        var bucket = bucketOfHost(servlet.getHeader("Host"), domains);
        if (bucket != null) {
            return new S3Request(servlet, path, bucket, Percent.decode(rest), query);
        }
        int slash = rest.indexOf('/');
        return slash < 0
                ? new S3Request(servlet, path, Percent.decode(rest), "", query)
                : new S3Request(
                        servlet,
                        path,
                        Percent.decode(rest.substring(0, slash)),
                        Percent.decode(rest.substring(slash + 1)),
                        query);
    }

    private static @Nullable String bucketOfHost(@Nullable String header, List<String> domains) {
        if (header == null) {
            return null;
        }
        var host = header.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        for (var domain : domains) {
            if (host.endsWith("." + domain)) {
                return host.substring(0, host.length() - domain.length() - 1);
            }
        }
        return null;
    }

    /** {@code GET}, {@code PUT}… */
    public String method() {
        return servlet.getMethod();
    }

    /** The first header of this name; null when there is none. */
    public @Nullable String header(String name) {
        return servlet.getHeader(name);
    }

    /** All headers of this name. */
    public List<String> headers(String name) {
        return Collections.list(servlet.getHeaders(name));
    }

    /** All header names in lower case. */
    public List<String> headerNames() {
        return Collections.list(servlet.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The body as it comes over the wire. */
    public InputStream rawBody() throws IOException {
        return servlet.getInputStream();
    }

    /** Bytes the client announced for the wire; -1 when it did not. */
    public long rawLength() {
        return servlet.getContentLengthLong();
    }
}
