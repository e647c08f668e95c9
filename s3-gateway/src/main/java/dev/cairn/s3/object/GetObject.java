package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Response;
import dev.cairn.s3.wire.S3Times;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** GetObject and HeadObject: conditions, ranges, and the headers the object was put with. */
public final class GetObject {
    private static final Map<String, String> OVERRIDES = Map.of(
            "response-content-type", "Content-Type",
            "response-content-language", "Content-Language",
            "response-expires", "Expires",
            "response-cache-control", "Cache-Control",
            "response-content-disposition", "Content-Disposition",
            "response-content-encoding", "Content-Encoding");

    private final BucketSpaces buckets;
    private final ObjectLookup lookup;
    private final ContentReader reader;

    public GetObject(BucketSpaces buckets, ObjectLookup lookup, ContentReader reader) {
        this.buckets = buckets;
        this.lookup = lookup;
        this.reader = reader;
    }

    public void answer(S3Call call) throws IOException {
        var request = call.request();
        var version = request.query().get("versionId");
        if (version != null && !version.equals("null")) {
            throw new S3Exception(S3Error.NO_SUCH_VERSION);
        }
        var object = lookup.get(buckets.find(request.bucket()), call.key());
        var response = call.response();
        if (ReadConditions.of(request, "").unchanged(object)) {
            response.header("ETag", ETags.quoted(object.etag()))
                    .header("Last-Modified", S3Times.http(object.modified()))
                    .empty(304);
            return;
        }
        var range = range(call, object);
        boolean head = request.method().equals("HEAD");
        long length = range == null ? object.size() : range.length();
        long from = range == null ? 0 : range.from();
        // The first bytes are read before the first header is sent, so that damage can still be told.
        try (var bytes = head || !(object.node() instanceof Node.File file)
                ? null
                : reader.send(object.space().id(), file.content(), from, length, call.owner())) {
            tell(call, object, range);
            response.servlet().setStatus(range == null ? 200 : 206);
            response.servlet().setContentLengthLong(length);
            if (bytes != null) {
                bytes.writeTo(response.body());
            }
        }
    }

    private static @Nullable ByteRange range(S3Call call, StoredObject object) {
        var part = call.request().query().get("partNumber");
        if (part != null && call.request().query().number("partNumber", 1) != 1) {
            // Where parts ended is not kept.
            throw new S3Exception(S3Error.INVALID_PART_NUMBER);
        }
        try {
            return ByteRange.parse(call.request().header("Range"), object.size());
        } catch (S3Exception e) {
            call.response().header("Content-Range", "bytes */" + object.size());
            throw e;
        }
    }

    private static void tell(S3Call call, StoredObject object, @Nullable ByteRange range) {
        var response = call.response();
        var attributes = object.attributes();
        response.header("Content-Type", defaultType(object));
        ObjectAttributes.tell(attributes, response);
        response.header("ETag", ETags.quoted(object.etag()))
                .header("Last-Modified", S3Times.http(object.modified()))
                .header("Accept-Ranges", "bytes")
                // The same host may serve the web app: a page somebody stored must not act in its name.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox");
        if (range != null) {
            response.header("Content-Range", range.of(object.size()));
        }
        if ("ENABLED".equalsIgnoreCase(call.request().header("x-amz-checksum-mode")) && range == null) {
            tellChecksum(attributes, response);
        }
        OVERRIDES.forEach((parameter, header) ->
                response.header(header, call.request().query().get(parameter)));
    }

    private static void tellChecksum(Map<String, String> attributes, S3Response response) {
        var checksum = ObjectAttributes.checksum(attributes);
        if (checksum != null) {
            response.header(checksum.algorithm().header(), checksum.value())
                    .header("x-amz-checksum-type", checksum.value().contains("-") ? "COMPOSITE" : "FULL_OBJECT");
        }
    }

    private static String defaultType(StoredObject object) {
        return MediaTypeFactory.getMediaType(object.node().name())
                .map(MediaType::toString)
                .orElse("binary/octet-stream");
    }
}
