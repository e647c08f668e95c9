package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.payload.IncomingBody;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.io.IOException;

/** PutObject: bytes, then the name. A key that ends in a slash makes a folder. */
public final class PutObject {
    /** Most bytes in one request; more comes in parts. */
    public static final long BYTES_MAX = 5L << 30;

    private final BucketSpaces buckets;
    private final ContentWriter writer;
    private final ObjectNaming naming;

    public PutObject(BucketSpaces buckets, ContentWriter writer, ObjectNaming naming) {
        this.buckets = buckets;
        this.writer = writer;
        this.naming = naming;
    }

    public void answer(S3Call call) throws IOException {
        var request = call.request();
        RequestPolicy.check(request);
        var space = buckets.findToAdd(request.bucket());
        var path = KeyPath.toWrite(call.key());
        var body = call.body();
        if (body.length() > BYTES_MAX) {
            throw new S3Exception(S3Error.ENTITY_TOO_LARGE, "One request puts at most 5 GiB; use a multipart upload.");
        }
        if (path.folder()) {
            putFolder(call, space, path, body);
            return;
        }
        var conditions = WriteConditions.of(request);
        naming.refuseEarly(space, path, conditions);
        var attributes = ObjectAttributes.of(request);
        var bytes = writer.write(space.id(), body, call.owner());
        ETags.keep(attributes, body.md5(), bytes.content());
        ObjectAttributes.keep(attributes, body.checksum());
        naming.name(
                space, path, new ObjectNaming.NewObject(bytes, false, attributes, naming.newOperation()), conditions);
        var checksum = body.checksum();
        if (checksum != null) {
            call.response().header(checksum.algorithm().header(), checksum.value());
            call.response().header("x-amz-checksum-type", "FULL_OBJECT");
        }
        RequestPolicy.tellEncryption(request, call.response());
        call.response().header("ETag", ETags.quoted(body.md5())).empty(200);
    }

    private void putFolder(S3Call call, Space space, KeyPath path, IncomingBody body) throws IOException {
        if (body.length() > 0) {
            throw new S3Exception(
                    S3Error.INVALID_ARGUMENT, "A key that ends in a slash is a folder here and has no bytes.");
        }
        body.verify();
        naming.folder(space, path.path());
        call.response().header("ETag", ETags.quoted(ETags.OF_NOTHING)).empty(200);
    }
}
