package dev.cairn.s3.bucket;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.util.Map;

/**
 * What clients ask about a bucket or an object beside its objects, answered as a bucket without any settings answers. Nothing
 * of it can be set: that is refused, so that nobody relies on it. What can be is the {@link BucketLifecycle}.
 */
public final class BucketSettings {
    private static final Map<String, S3Error> ABSENT = Map.ofEntries(
            Map.entry("policy", S3Error.NO_SUCH_BUCKET_POLICY),
            Map.entry("policyStatus", S3Error.NO_SUCH_BUCKET_POLICY),
            Map.entry("cors", S3Error.NO_SUCH_CORS),
            Map.entry("tagging", S3Error.NO_SUCH_TAG_SET),
            Map.entry("website", S3Error.NO_SUCH_WEBSITE),
            Map.entry("replication", S3Error.REPLICATION_NOT_FOUND),
            Map.entry("object-lock", S3Error.OBJECT_LOCK_NOT_FOUND),
            Map.entry("retention", S3Error.NO_SUCH_OBJECT_LOCK),
            Map.entry("legal-hold", S3Error.NO_SUCH_OBJECT_LOCK),
            Map.entry("publicAccessBlock", S3Error.NO_SUCH_PUBLIC_ACCESS_BLOCK),
            Map.entry("ownershipControls", S3Error.OWNERSHIP_CONTROLS_NOT_FOUND));

    /** Settings whose empty document says that nothing is set, by their root element. */
    private static final Map<String, String> EMPTY = Map.of(
            "versioning", "VersioningConfiguration",
            "logging", "BucketLoggingStatus",
            "notification", "NotificationConfiguration",
            "accelerate", "AccelerateConfiguration");

    private final BucketSpaces buckets;
    private final String region;

    /** @param region what clients are told */
    public BucketSettings(BucketSpaces buckets, String region) {
        this.buckets = buckets;
        this.region = region;
    }

    /** Answers a question about the bucket. */
    public void answer(S3Call call, String setting) throws IOException {
        buckets.find(call.request().bucket());
        switch (call.request().method()) {
            case "GET" -> tell(call, setting);
            case "DELETE" -> delete(call, setting);
            case "PUT" -> put(call, setting);
            default -> throw new S3Exception(S3Error.METHOD_NOT_ALLOWED);
        }
    }

    private void tell(S3Call call, String setting) throws IOException {
        var empty = EMPTY.get(setting);
        if (empty != null) {
            call.response().xml(200, Xml.document(empty, _ -> {}));
            return;
        }
        switch (setting) {
            // Amazon's answer for us-east-1 is an empty element.
            case "location" ->
                call.response().xml(200, Xml.document("LocationConstraint", xml -> {
                    if (!region.equals("us-east-1")) {
                        xml.content(region);
                    }
                }));
            case "acl" -> call.response().xml(200, Acl.ofOwner(Callers.current()));
            case "requestPayment" ->
                call.response()
                        .xml(200, Xml.document("RequestPaymentConfiguration", xml -> xml.text("Payer", "BucketOwner")));
            case "encryption" ->
                call.response()
                        .xml(
                                200,
                                Xml.document(
                                        "ServerSideEncryptionConfiguration",
                                        xml -> xml.element(
                                                "Rule",
                                                rule -> rule.element(
                                                        "ApplyServerSideEncryptionByDefault",
                                                        by -> by.text("SSEAlgorithm", "AES256")))));
            default -> {
                var absent = ABSENT.get(setting);
                throw new S3Exception(absent == null ? S3Error.NOT_IMPLEMENTED : absent);
            }
        }
    }

    private static void delete(S3Call call, String setting) {
        if (!ABSENT.containsKey(setting)) {
            throw new S3Exception(S3Error.NOT_IMPLEMENTED);
        }
        // It is not there, which is what was wanted.
        call.response().empty(204);
    }

    private static void put(S3Call call, String setting) throws IOException {
        if (!setting.equals("acl")) {
            throw new S3Exception(S3Error.NOT_IMPLEMENTED, "?" + setting + " cannot be set here.");
        }
        Acl.accept(call);
    }
}
