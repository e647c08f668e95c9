package dev.cairn.s3.multipart;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.object.ETags;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** ListParts and ListMultipartUploads. */
public final class ListUploads {
    private static final int PAGE_MAX = 1_000;

    private final BucketSpaces buckets;
    private final JdbcUploadStore store;

    ListUploads(BucketSpaces buckets, JdbcUploadStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    /** Parts of an upload, by number. */
    public void answerParts(S3Call call) throws IOException {
        var request = call.request();
        var space = buckets.findToAdd(request.bucket());
        var upload = Multipart.find(store, call, space);
        if (upload.completedEtag() != null) {
            throw new S3Exception(S3Error.NO_SUCH_UPLOAD);
        }
        int limit = Math.min(request.query().number("max-parts", PAGE_MAX), PAGE_MAX);
        int marker = request.query().number("part-number-marker", 0);
        var found = store.parts(upload.id(), marker, limit + 1);
        var parts = found.subList(0, Math.min(limit, found.size()));
        call.response().xml(200, Xml.document("ListPartsResult", xml -> {
            xml.text("Bucket", request.bucket())
                    .text("Key", upload.key())
                    .text("UploadId", upload.id().toString());
            people(xml, upload);
            xml.text("StorageClass", "STANDARD")
                    .number("PartNumberMarker", marker)
                    .number(
                            "NextPartNumberMarker",
                            parts.isEmpty() ? marker : parts.getLast().number())
                    .number("MaxParts", limit)
                    .flag("IsTruncated", found.size() > limit);
            for (var part : parts) {
                xml.element("Part", one -> {
                    one.number("PartNumber", part.number())
                            .text("LastModified", S3Times.iso(part.created()))
                            .text("ETag", ETags.quoted(part.etag()))
                            .number("Size", part.size());
                    var algorithm = upload.checksum();
                    if (algorithm != null) {
                        one.text(algorithm.element(), part.checksum());
                    }
                });
            }
        }));
    }

    /** Uploads of a bucket, by key and then by id. */
    public void answerUploads(S3Call call) throws IOException {
        var query = call.request().query();
        var space = buckets.findWritable(call.request().bucket());
        int limit = Math.min(query.number("max-uploads", PAGE_MAX), PAGE_MAX);
        var prefix = query.get("prefix", "");
        var delimiter = query.get("delimiter", "");
        var keyMarker = query.get("key-marker", "");
        boolean encoded = "url".equals(query.get("encoding-type"));
        var found = store.open(space.id(), prefix, keyMarker, marker(query.get("upload-id-marker")), limit + 1);
        var uploads = found.subList(0, Math.min(limit, found.size()));
        call.response().xml(200, Xml.document("ListMultipartUploadsResult", xml -> {
            xml.text("Bucket", call.request().bucket())
                    .text("KeyMarker", encoded(keyMarker, encoded))
                    .text("UploadIdMarker", query.get("upload-id-marker", ""))
                    .text("Prefix", encoded(prefix, encoded))
                    .text("Delimiter", delimiter.isEmpty() ? null : encoded(delimiter, encoded))
                    .text("EncodingType", encoded ? "url" : null)
                    .number("MaxUploads", limit)
                    .flag("IsTruncated", found.size() > limit);
            if (found.size() > limit && !uploads.isEmpty()) {
                xml.text("NextKeyMarker", encoded(uploads.getLast().key(), encoded))
                        .text("NextUploadIdMarker", uploads.getLast().id().toString());
            }
            var prefixes = new LinkedHashSet<String>();
            for (var upload : uploads) {
                int at = delimiter.isEmpty() ? -1 : upload.key().indexOf(delimiter, prefix.length());
                if (at >= 0) {
                    prefixes.add(upload.key().substring(0, at + delimiter.length()));
                    continue;
                }
                xml.element("Upload", one -> {
                    one.text("Key", encoded(upload.key(), encoded))
                            .text("UploadId", upload.id().toString());
                    people(one, upload);
                    one.text("StorageClass", "STANDARD").text("Initiated", S3Times.iso(upload.created()));
                });
            }
            prefixes.forEach(
                    one -> xml.element("CommonPrefixes", element -> element.text("Prefix", encoded(one, encoded))));
        }));
    }

    private static void people(Xml xml, PartialUpload upload) {
        var caller = Callers.current();
        xml.element("Initiator", who -> who.text("ID", upload.initiator().toString())
                        .text("DisplayName", upload.initiatorName()))
                .element("Owner", who -> who.text("ID", caller.account().toString())
                        .text("DisplayName", caller.name()));
    }

    private static @Nullable UUID marker(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "upload-id-marker is no upload id.");
        }
    }

    private static String encoded(String text, boolean encoded) {
        return encoded ? Percent.encodePath(text) : text;
    }
}
