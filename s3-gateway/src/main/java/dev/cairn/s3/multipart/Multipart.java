package dev.cairn.s3.multipart;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.upload.Concatenation;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.object.ByteRange;
import dev.cairn.s3.object.ContentReader;
import dev.cairn.s3.object.ContentWriter;
import dev.cairn.s3.object.CopySource;
import dev.cairn.s3.object.ETags;
import dev.cairn.s3.object.KeyPath;
import dev.cairn.s3.object.ObjectAttributes;
import dev.cairn.s3.object.ObjectLookup;
import dev.cairn.s3.object.PutObject;
import dev.cairn.s3.object.RequestPolicy;
import dev.cairn.s3.object.StoredSource;
import dev.cairn.s3.payload.ChecksumAlgorithm;
import dev.cairn.s3.payload.ChecksumOfParts;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Request;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CreateMultipartUpload, UploadPart, UploadPartCopy and AbortMultipartUpload. Every part is a content of the space. */
public final class Multipart {
    static final int PARTS_MAX = 10_000;

    private final BucketSpaces buckets;
    private final ObjectLookup lookup;
    private final ContentReader reader;
    private final ContentWriter writer;
    private final JdbcUploadStore store;
    private final SessionApi sessions;
    private final Holds holds;
    private final Ids ids;
    private final InstantSource clock;

    Multipart(
            BucketSpaces buckets,
            ObjectLookup lookup,
            ContentReader reader,
            ContentWriter writer,
            JdbcUploadStore store,
            SessionApi sessions,
            Ids ids,
            InstantSource clock) {
        this.buckets = buckets;
        this.lookup = lookup;
        this.reader = reader;
        this.writer = writer;
        this.store = store;
        this.sessions = sessions;
        this.holds = new Holds(sessions);
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins. */
    public void create(S3Call call) throws IOException {
        var request = call.request();
        RequestPolicy.check(request);
        var space = buckets.findToAdd(request.bucket());
        if (KeyPath.toWrite(call.key()).folder()) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "A key that ends in a slash is a folder here.");
        }
        var caller = Callers.current();
        var algorithm = algorithm(request);
        var upload = new PartialUpload(
                ids.next(),
                space.id(),
                call.key(),
                caller.account(),
                caller.name(),
                ObjectAttributes.of(request),
                algorithm,
                isFullObject(request, algorithm),
                clock.instant(),
                holds.begin(space.id()),
                null);
        store.add(upload);
        if (algorithm != null) {
            call.response()
                    .header("x-amz-checksum-algorithm", algorithm.name())
                    .header("x-amz-checksum-type", upload.fullObject() ? "FULL_OBJECT" : "COMPOSITE");
        }
        RequestPolicy.tellEncryption(request, call.response());
        call.response()
                .xml(200, Xml.document("InitiateMultipartUploadResult", xml -> xml.text("Bucket", request.bucket())
                        .text("Key", call.key())
                        .text("UploadId", upload.id().toString())));
    }

    /** Takes a part. */
    public void uploadPart(S3Call call) throws IOException {
        var space = buckets.findToAdd(call.request().bucket());
        var upload = open(call, space);
        int number = partNumber(call.request());
        var body = call.body();
        if (body.length() > PutObject.BYTES_MAX) {
            throw new S3Exception(S3Error.ENTITY_TOO_LARGE, "A part has at most 5 GiB.");
        }
        var announced = upload.checksum();
        if (body.algorithm() != null && announced != null && body.algorithm() != announced) {
            throw new S3Exception(S3Error.INVALID_REQUEST, "The upload was begun with checksums of " + announced + ".");
        }
        var bytes = writer.write(space.id(), body, call.owner());
        var checksum = body.checksum();
        put(upload, number, bytes, body.md5(), checksum == null ? null : checksum.value());
        if (checksum != null) {
            call.response().header(checksum.algorithm().header(), checksum.value());
        }
        call.response().header("ETag", ETags.quoted(body.md5())).empty(200);
    }

    /** Makes a part of an object or of a range of one. A whole object of the same space moves no byte. */
    public void copyPart(S3Call call) throws IOException {
        var request = call.request();
        var space = buckets.findWritable(request.bucket());
        var upload = open(call, space);
        int number = partNumber(request);
        var source = CopySource.find(request, buckets, lookup);
        var range = range(request, source.file().size());
        var from = source.object().space();
        StoredContent bytes;
        String etag;
        if (range == null && from.id().equals(space.id()) && upload.checksum() == null) {
            // Stored again under its own id, which moves nothing: from now on it is this upload's, whatever becomes of
            // the source.
            bytes = sessions.concatenate(
                    new Concatenation(space.id(), List.of(source.file().content())));
            etag = ETags.of(source.file()).substring(0, 32);
        } else {
            long at = range == null ? 0 : range.from();
            long length = range == null ? source.file().size() : range.length();
            var copied =
                    new StoredSource(reader.open(from.id(), source.file().content(), at, length, call.owner()), length);
            bytes = writer.write(space.id(), copied, call.owner());
            etag = copied.md5();
        }
        put(upload, number, bytes, etag, null);
        call.response()
                .xml(200, Xml.document("CopyPartResult", xml -> xml.text("LastModified", S3Times.iso(clock.instant()))
                        .text("ETag", ETags.quoted(etag))));
    }

    /** Forgets an upload. */
    public void abort(S3Call call) {
        var upload = open(call, buckets.findToAdd(call.request().bucket()));
        if (!store.remove(upload.id())) {
            throw new S3Exception(S3Error.NO_SUCH_UPLOAD);
        }
        holds.end(upload.hold());
        call.response().empty(204);
    }

    private void put(PartialUpload upload, int number, StoredContent bytes, String etag, @Nullable String checksum) {
        var part = new Part(number, bytes.content(), bytes.size(), etag, checksum, clock.instant());
        if (!store.put(upload.id(), part)) {
            throw new S3Exception(S3Error.NO_SUCH_UPLOAD);
        }
    }

    private PartialUpload open(S3Call call, Space space) {
        var upload = find(store, call, space);
        if (upload.completedEtag() != null) {
            throw new S3Exception(S3Error.NO_SUCH_UPLOAD);
        }
        return upload;
    }

    /**
     * The upload the request names, if it is one of this bucket and key, and the caller's own where they may only add; NoSuchUpload.
     */
    static PartialUpload find(JdbcUploadStore store, S3Call call, Space space) {
        try {
            return store.find(UUID.fromString(call.request().query().get("uploadId", "")))
                    .filter(upload -> upload.space().equals(space.id()))
                    .filter(upload -> upload.key().equals(call.key()))
                    .filter(upload -> space.role().sees()
                            || upload.initiator().equals(Callers.current().account()))
                    .orElseThrow(() -> new S3Exception(S3Error.NO_SUCH_UPLOAD));
        } catch (IllegalArgumentException e) {
            throw new S3Exception(S3Error.NO_SUCH_UPLOAD);
        }
    }

    private static int partNumber(S3Request request) {
        int number = request.query().number("partNumber", 0);
        if (number < 1 || number > PARTS_MAX) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "Part numbers are 1 to " + PARTS_MAX + ".");
        }
        return number;
    }

    private static @Nullable ByteRange range(S3Request request, long size) {
        var header = request.header("x-amz-copy-source-range");
        if (header == null) {
            return null;
        }
        var range = ByteRange.parse(header, size);
        if (range == null || !header.endsWith("-" + (range.from() + range.length() - 1))) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "The range is not bytes=first-last within the source.");
        }
        return range;
    }

    private static @Nullable ChecksumAlgorithm algorithm(S3Request request) {
        var name = request.header("x-amz-checksum-algorithm");
        if (name == null) {
            return null;
        }
        var algorithm = ChecksumAlgorithm.named(name);
        if (algorithm == null) {
            throw new S3Exception(S3Error.INVALID_REQUEST, "Checksum algorithm provided is unsupported.");
        }
        return algorithm;
    }

    private static boolean isFullObject(S3Request request, @Nullable ChecksumAlgorithm algorithm) {
        var type = request.header("x-amz-checksum-type");
        if (algorithm == null) {
            return false;
        }
        boolean full = type == null
                ? algorithm == ChecksumAlgorithm.CRC64NVME
                : type.toUpperCase(Locale.ROOT).equals("FULL_OBJECT");
        if (full ? !ChecksumOfParts.canBeFullObject(algorithm) : algorithm == ChecksumAlgorithm.CRC64NVME) {
            throw new S3Exception(S3Error.INVALID_REQUEST, "This checksum type does not go with " + algorithm + ".");
        }
        return full;
    }
}
