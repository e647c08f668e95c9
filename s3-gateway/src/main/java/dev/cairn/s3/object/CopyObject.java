package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** CopyObject. Within a space only a name is made; between spaces, which share no bytes, the bytes are read and stored again. */
public final class CopyObject {
    private final BucketSpaces buckets;
    private final ObjectLookup lookup;
    private final ContentReader reader;
    private final ContentWriter writer;
    private final ObjectNaming naming;

    public CopyObject(
            BucketSpaces buckets,
            ObjectLookup lookup,
            ContentReader reader,
            ContentWriter writer,
            ObjectNaming naming) {
        this.buckets = buckets;
        this.lookup = lookup;
        this.reader = reader;
        this.writer = writer;
        this.naming = naming;
    }

    public void answer(S3Call call) throws IOException {
        var request = call.request();
        RequestPolicy.check(request);
        var space = buckets.findWritable(request.bucket());
        var path = KeyPath.toWrite(call.key());
        if (path.folder()) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "A key that ends in a slash is a folder here.");
        }
        var conditions = WriteConditions.of(request);
        var source = CopySource.find(request, buckets, lookup);
        boolean replace = replaces(request.header("x-amz-metadata-directive"));
        boolean same = source.object().space().id().equals(space.id());
        if (same && !replace && source.object().key().equals(call.key()) && conditions.etag() == null) {
            throw new S3Exception(
                    S3Error.INVALID_REQUEST,
                    "This copy request is illegal because it is trying to copy an object to itself without changing the"
                            + " object's metadata, storage class, website redirect location or encryption attributes.");
        }
        var attributes = replace
                ? ObjectAttributes.of(request)
                : new HashMap<>(source.file().attributes());
        var bytes =
                same ? new StoredContent(source.file().content(), source.file().size()) : moved(call, source, space);
        ETags.keep(attributes, ETags.of(source.file()), bytes.content());
        ObjectAttributes.keep(
                attributes, ObjectAttributes.checksum(source.file().attributes()));
        var file = naming.name(
                space,
                path,
                new ObjectNaming.NewObject(bytes, source.file().executable(), attributes, naming.newOperation()),
                conditions);
        RequestPolicy.tellEncryption(request, call.response());
        call.response()
                .xml(200, Xml.document("CopyObjectResult", xml -> xml.text("LastModified", S3Times.iso(file.modified()))
                        .text("ETag", ETags.quoted(ETags.of(file)))));
    }

    private StoredContent moved(S3Call call, CopySource source, Space target) throws IOException {
        var file = source.file();
        var range = reader.open(source.object().space().id(), file.content(), 0, file.size(), call.owner());
        return writer.write(target.id(), new StoredSource(range, file.size()), call.owner());
    }

    private static boolean replaces(@Nullable String directive) {
        if (directive == null || directive.equals("COPY")) {
            return false;
        }
        if (directive.equals("REPLACE")) {
            return true;
        }
        throw new S3Exception(S3Error.INVALID_ARGUMENT, "x-amz-metadata-directive is COPY or REPLACE.");
    }
}
