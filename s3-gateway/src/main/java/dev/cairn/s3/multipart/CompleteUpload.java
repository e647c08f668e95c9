package dev.cairn.s3.multipart;

import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.upload.Concatenation;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.object.ETags;
import dev.cairn.s3.object.KeyPath;
import dev.cairn.s3.object.ObjectAttributes;
import dev.cairn.s3.object.ObjectNaming;
import dev.cairn.s3.object.WriteConditions;
import dev.cairn.s3.payload.ChecksumOfParts;
import dev.cairn.s3.payload.ObjectChecksum;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.Percent;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import dev.cairn.s3.wire.XmlNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CompleteMultipartUpload: the contents of the parts become one content, which moves no byte, and get the object's name. */
public final class CompleteUpload {
    private static final long PART_BYTES_MIN = 5L << 20;

    private final BucketSpaces buckets;
    private final SessionApi sessions;
    private final ObjectNaming naming;
    private final JdbcUploadStore store;
    private final InstantSource clock;
    private final Holds holds;

    CompleteUpload(
            BucketSpaces buckets,
            SessionApi sessions,
            ObjectNaming naming,
            JdbcUploadStore store,
            InstantSource clock) {
        this.buckets = buckets;
        this.sessions = sessions;
        this.naming = naming;
        this.store = store;
        this.clock = clock;
        this.holds = new Holds(sessions);
    }

    public void answer(S3Call call) throws IOException {
        var space = buckets.findToAdd(call.request().bucket());
        var upload = Multipart.find(store, call, space);
        var document = call.xml("CompleteMultipartUpload");
        var done = upload.completedEtag();
        if (done != null) {
            // The client did not hear the first answer.
            tell(call, done, null);
            return;
        }
        var parts = chosen(upload, document.all("Part"));
        var attributes = new HashMap<>(upload.attributes());
        var checksum = checksum(upload, parts);
        refuseWrongChecksum(call, checksum);
        var stored = sessions.concatenate(
                new Concatenation(space.id(), parts.stream().map(Part::content).toList()));
        var etag = etag(parts);
        ETags.keep(attributes, etag, stored.content());
        ObjectAttributes.keep(attributes, checksum);
        name(call, space, upload, stored, attributes);
        store.complete(upload.id(), etag, clock.instant());
        holds.end(upload.hold());
        tell(call, etag, checksum);
    }

    private void name(
            S3Call call, Space space, PartialUpload upload, StoredContent bytes, Map<String, String> attributes) {
        naming.name(
                space,
                KeyPath.toWrite(call.key()),
                // A completion that is repeated because its answer was lost names the object once.
                new ObjectNaming.NewObject(bytes, false, attributes, new OperationId(upload.id())),
                WriteConditions.of(call.request()));
    }

    private List<Part> chosen(PartialUpload upload, List<XmlNode> wanted) {
        if (wanted.isEmpty() || wanted.size() > Multipart.PARTS_MAX) {
            throw new S3Exception(S3Error.MALFORMED_XML, "An object has 1 to " + Multipart.PARTS_MAX + " parts.");
        }
        var present = store.parts(upload.id(), 0, Multipart.PARTS_MAX).stream()
                .collect(Collectors.toMap(Part::number, Function.identity()));
        var parts = new ArrayList<Part>(wanted.size());
        for (var node : wanted) {
            int number = number(node.required("PartNumber"));
            if (!parts.isEmpty() && number <= parts.getLast().number()) {
                throw new S3Exception(S3Error.INVALID_PART_ORDER);
            }
            var part = present.get(number);
            if (part == null || !ETags.unquoted(node.required("ETag").strip()).equals(part.etag())) {
                throw new S3Exception(S3Error.INVALID_PART, "Part " + number + " was not uploaded, or is another.");
            }
            refuseOther(upload, node, part);
            parts.add(part);
        }
        for (var part : parts.subList(0, parts.size() - 1)) {
            if (part.size() < PART_BYTES_MIN) {
                throw new S3Exception(S3Error.ENTITY_TOO_SMALL);
            }
        }
        return parts;
    }

    private static void refuseOther(PartialUpload upload, XmlNode node, Part part) {
        var algorithm = upload.checksum();
        var claimed = algorithm == null ? null : node.value(algorithm.element());
        if (claimed != null && part.checksum() != null && !claimed.equals(part.checksum())) {
            throw new S3Exception(S3Error.INVALID_PART, "The checksum of part " + part.number() + " is another.");
        }
    }

    private static @Nullable ObjectChecksum checksum(PartialUpload upload, List<Part> parts) {
        var algorithm = upload.checksum();
        if (algorithm == null) {
            return null;
        }
        var all = new ArrayList<ChecksumOfParts.Of>(parts.size());
        for (var part : parts) {
            var one = part.checksum();
            if (one == null) {
                return null;
            }
            all.add(new ChecksumOfParts.Of(one, part.size()));
        }
        return upload.fullObject()
                ? ChecksumOfParts.fullObject(algorithm, all)
                : ChecksumOfParts.composite(algorithm, all);
    }

    private static void refuseWrongChecksum(S3Call call, @Nullable ObjectChecksum checksum) {
        var claimed = checksum == null
                ? null
                : call.request().header(checksum.algorithm().header());
        if (checksum != null && claimed != null && !claimed.equals(checksum.value())) {
            throw new S3Exception(S3Error.BAD_DIGEST, "The parts together do not have the checksum you sent.");
        }
    }

    private static String etag(List<Part> parts) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag())));
            return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new S3Exception(S3Error.MALFORMED_XML, "PartNumber is a number.");
        }
    }

    private static void tell(S3Call call, String etag, @Nullable ObjectChecksum checksum) throws IOException {
        var bucket = call.request().bucket();
        call.response().xml(200, Xml.document("CompleteMultipartUploadResult", xml -> {
            xml.text("Location", "/" + bucket + "/" + Percent.encodePath(call.key()))
                    .text("Bucket", bucket)
                    .text("Key", call.key())
                    .text("ETag", ETags.quoted(etag));
            if (checksum != null) {
                xml.text(checksum.algorithm().element(), checksum.value())
                        .text("ChecksumType", checksum.value().contains("-") ? "COMPOSITE" : "FULL_OBJECT");
            }
        }));
    }
}
