package dev.cairn.s3.object;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.s3.bucket.Acl;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;

/** What clients ask about an object beside its bytes. Nothing of it can be set. */
public final class ObjectSettings {
    private final BucketSpaces buckets;
    private final ObjectLookup lookup;

    public ObjectSettings(BucketSpaces buckets, ObjectLookup lookup) {
        this.buckets = buckets;
        this.lookup = lookup;
    }

    /** Answers {@code ?acl}, {@code ?tagging} and the like. */
    public void answer(S3Call call, String setting) throws IOException {
        var object = lookup.get(buckets.find(call.request().bucket()), call.key());
        switch (call.request().method() + " " + setting) {
            case "GET acl" -> call.response().xml(200, Acl.ofOwner(Callers.current()));
            case "GET tagging" ->
                call.response().xml(200, Xml.document("Tagging", xml -> xml.element("TagSet", _ -> {})));
            case "DELETE tagging" -> call.response().empty(204);
            case "GET retention", "GET legal-hold" -> throw new S3Exception(S3Error.NO_SUCH_OBJECT_LOCK);
            case "GET attributes" -> attributes(call, object);
            case "PUT acl" -> Acl.accept(call);
            default -> throw new S3Exception(S3Error.NOT_IMPLEMENTED, "?" + setting + " is not offered here.");
        }
    }

    private static void attributes(S3Call call, StoredObject object) throws IOException {
        var wanted = String.join(",", call.request().headers("x-amz-object-attributes"));
        if (wanted.isBlank()) {
            throw new S3Exception(S3Error.INVALID_ARGUMENT, "x-amz-object-attributes says what is wanted.");
        }
        call.response().header("Last-Modified", S3Times.http(object.modified()));
        call.response().xml(200, Xml.document("GetObjectAttributesResponse", xml -> {
            if (wanted.contains("ETag")) {
                xml.text("ETag", object.etag());
            }
            var checksum = ObjectAttributes.checksum(object.attributes());
            if (wanted.contains("Checksum") && checksum != null) {
                xml.element("Checksum", sum -> sum.text(checksum.algorithm().element(), checksum.value()));
            }
            if (wanted.contains("ObjectSize")) {
                xml.number("ObjectSize", object.size());
            }
            if (wanted.contains("StorageClass")) {
                xml.text("StorageClass", "STANDARD");
            }
        }));
    }
}
