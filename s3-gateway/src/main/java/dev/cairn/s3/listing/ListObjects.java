package dev.cairn.s3.listing;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.object.ETags;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.Query;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListObjects, ListObjectsV2, and ListObjectVersions with the one version S3 sees. */
public final class ListObjects {
    private static final int KEYS_MAX = 1_000;

    private final BucketSpaces buckets;
    private final KeyScan keys;

    public ListObjects(BucketSpaces buckets, NodeApi nodes) {
        this.buckets = buckets;
        this.keys = new KeyScan(nodes);
    }

    /** What is asked for, in any of the three forms. */
    private record Wanted(String prefix, String delimiter, int limit, boolean urlEncoded) {
        static Wanted of(Query query) {
            var encoding = query.get("encoding-type");
            if (encoding != null && !encoding.equals("url") && !encoding.isEmpty()) {
                throw new S3Exception(S3Error.INVALID_ARGUMENT, "encoding-type is url.");
            }
            return new Wanted(
                    query.get("prefix", ""),
                    query.get("delimiter", ""),
                    Math.min(query.number("max-keys", KEYS_MAX), KEYS_MAX),
                    "url".equals(encoding));
        }

        String encoded(String text) {
            // Slashes stay, as Amazon's do; a space is %20, never a plus.
            return urlEncoded ? Percent.encodePath(text) : text;
        }
    }

    /** The first form: {@code marker}. */
    public void answerV1(S3Call call) throws IOException {
        var query = call.request().query();
        var wanted = Wanted.of(query);
        var marker = query.get("marker");
        var page = page(call, wanted, marker);
        call.response().xml(200, Xml.document("ListBucketResult", xml -> {
            head(xml, call, wanted);
            xml.text("Marker", wanted.encoded(marker == null ? "" : marker));
            // Told with and without a delimiter: clients that get it need not take the last key.
            xml.text("NextMarker", page.next() == null ? null : wanted.encoded(page.next()));
            xml.flag("IsTruncated", page.next() != null);
            contents(xml, wanted, page, "Contents", true);
        }));
    }

    /** The second form: {@code continuation-token}, {@code start-after}. */
    public void answerV2(S3Call call) throws IOException {
        var query = call.request().query();
        var wanted = Wanted.of(query);
        var token = query.get("continuation-token");
        var startAfter = query.get("start-after");
        var page = page(call, wanted, token == null ? startAfter : key(token));
        boolean owner = "true".equals(query.get("fetch-owner"));
        call.response().xml(200, Xml.document("ListBucketResult", xml -> {
            head(xml, call, wanted);
            xml.text("ContinuationToken", token)
                    .text("NextContinuationToken", page.next() == null ? null : token(page.next()))
                    .text("StartAfter", startAfter == null ? null : wanted.encoded(startAfter))
                    .number("KeyCount", page.entries().size())
                    .flag("IsTruncated", page.next() != null);
            contents(xml, wanted, page, "Contents", owner);
        }));
    }

    /** Versions: every object has the one, called {@code null}. */
    public void answerVersions(S3Call call) throws IOException {
        var query = call.request().query();
        var wanted = Wanted.of(query);
        var marker = query.get("key-marker");
        var page = page(call, wanted, marker);
        call.response().xml(200, Xml.document("ListVersionsResult", xml -> {
            head(xml, call, wanted);
            xml.text("KeyMarker", wanted.encoded(marker == null ? "" : marker))
                    .text("VersionIdMarker", "")
                    .text("NextKeyMarker", page.next() == null ? null : wanted.encoded(page.next()))
                    .text("NextVersionIdMarker", page.next() == null ? null : "null")
                    .flag("IsTruncated", page.next() != null);
            contents(xml, wanted, page, "Version", true);
        }));
    }

    private KeyScan.Page page(S3Call call, Wanted wanted, @Nullable String after) {
        var space = buckets.find(call.request().bucket());
        return wanted.limit() == 0
                ? new KeyScan.Page(List.of(), null)
                : keys.page(
                        space,
                        wanted.prefix(),
                        wanted.delimiter(),
                        after == null || after.isEmpty() ? null : after,
                        wanted.limit());
    }

    private static void head(Xml xml, S3Call call, Wanted wanted) {
        xml.text("Name", call.request().bucket())
                .text("Prefix", wanted.encoded(wanted.prefix()))
                .text("Delimiter", wanted.delimiter().isEmpty() ? null : wanted.encoded(wanted.delimiter()))
                .number("MaxKeys", wanted.limit())
                .text("EncodingType", wanted.urlEncoded() ? "url" : null);
    }

    private static void contents(Xml xml, Wanted wanted, KeyScan.Page page, String element, boolean owner) {
        for (var entry : page.entries()) {
            var file = entry.file();
            if (file != null) {
                object(xml, wanted, file, element, owner);
            }
        }
        for (var entry : page.entries()) {
            if (entry.file() == null) {
                xml.element("CommonPrefixes", prefix -> prefix.text("Prefix", wanted.encoded(entry.key())));
            }
        }
    }

    private static void object(Xml xml, Wanted wanted, NodePath found, String element, boolean owner) {
        if (!(found.node() instanceof Node.File file)) {
            return;
        }
        xml.element(element, object -> {
            object.text("Key", wanted.encoded(found.path()));
            if (element.equals("Version")) {
                object.text("VersionId", "null").flag("IsLatest", true);
            }
            object.text("LastModified", S3Times.iso(file.modified()))
                    .text("ETag", ETags.quoted(ETags.of(file)))
                    .number("Size", file.size())
                    .text("StorageClass", "STANDARD");
            if (owner) {
                var caller = Callers.current();
                object.element("Owner", who -> who.text("ID", caller.account().toString())
                        .text("DisplayName", caller.name()));
            }
        });
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("1" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("1")) {
                return text.substring(1);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new S3Exception(S3Error.INVALID_ARGUMENT, "The continuation token is not valid.");
    }
}
