package dev.cairn.s3.object;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.metadata.Node;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ETags, without their quotes. An object that was put has the MD5 of its bytes (of its parts' MD5s, when it came in parts). A
 * file that came another way has one made of its content id in the form of a multipart upload, which no client takes for an
 * MD5. The kept ETag names the content it belongs to, so that it can never speak for other bytes.
 */
public final class ETags {
    /** The MD5 of no bytes: the ETag of a folder. */
    static final String OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

    private static final String ATTRIBUTE = "etag";
    private static final String CONTENT = "etag-content";
    private static final int DIGITS = 32;

    private ETags() {}

    /** The ETag of a file. */
    public static String of(Node.File file) {
        var kept = kept(file);
        return kept == null ? derived(file.content()) : kept;
    }

    /** The ETag it was put with; null when it came another way. */
    static @Nullable String kept(Node.File file) {
        var kept = file.attributes().get(ATTRIBUTE);
        return kept != null && digits(file.content()).equals(file.attributes().get(CONTENT)) ? kept : null;
    }

    /** Adds an ETag to the attributes of a file that will have this content. */
    public static void keep(Map<String, String> attributes, String etag, ContentId content) {
        attributes.put(ATTRIBUTE, etag);
        attributes.put(CONTENT, digits(content));
    }

    /** The ETag of content of which no MD5 is known. */
    static String derived(ContentId content) {
        return digits(content) + "-1";
    }

    private static String digits(ContentId content) {
        return HexFormat.of().formatHex(content.toBytes()).substring(0, DIGITS);
    }

    /** Whether a header like {@code "abc", "def"} or {@code *} names this ETag. */
    public static boolean matches(String header, String etag) {
        for (var one : header.split(",")) {
            var wanted = one.strip();
            if (wanted.startsWith("W/")) {
                wanted = wanted.substring(2);
            }
            if (wanted.equals("*") || unquoted(wanted).equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** Without quotes, if it has any. */
    public static String unquoted(String etag) {
        return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    /** As it is written in headers and XML. */
    public static String quoted(String etag) {
        return "\"" + etag + "\"";
    }
}
