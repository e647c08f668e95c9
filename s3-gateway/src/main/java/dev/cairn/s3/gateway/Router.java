package dev.cairn.s3.gateway;

import dev.cairn.s3.bucket.BucketLifecycle;
import dev.cairn.s3.bucket.BucketSettings;
import dev.cairn.s3.bucket.Buckets;
import dev.cairn.s3.listing.ListObjects;
import dev.cairn.s3.multipart.CompleteUpload;
import dev.cairn.s3.multipart.ListUploads;
import dev.cairn.s3.multipart.Multipart;
import dev.cairn.s3.object.CopyObject;
import dev.cairn.s3.object.CopySource;
import dev.cairn.s3.object.DeleteObject;
import dev.cairn.s3.object.GetObject;
import dev.cairn.s3.object.ObjectSettings;
import dev.cairn.s3.object.PutObject;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.Query;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which operation a request is: S3 tells by method, by bucket and key, and by words in the query. */
final class Router {
    private static final Set<String> BUCKET_SETTINGS = Set.of(
            "location",
            "versioning",
            "acl",
            "policy",
            "policyStatus",
            "cors",
            "tagging",
            "website",
            "encryption",
            "replication",
            "object-lock",
            "logging",
            "notification",
            "requestPayment",
            "accelerate",
            "publicAccessBlock",
            "ownershipControls",
            "analytics",
            "inventory",
            "metrics",
            "intelligent-tiering");
    private static final Set<String> OBJECT_SETTINGS =
            Set.of("acl", "tagging", "retention", "legal-hold", "attributes", "torrent", "restore", "select");

    private final Buckets buckets;
    private final BucketSettings bucketSettings;
    private final BucketLifecycle lifecycle;
    private final ListObjects lists;
    private final GetObject get;
    private final PutObject put;
    private final CopyObject copy;
    private final DeleteObject delete;
    private final ObjectSettings objectSettings;
    private final Multipart multipart;
    private final CompleteUpload complete;
    private final ListUploads uploads;

    Router(
            Buckets buckets,
            BucketSettings bucketSettings,
            BucketLifecycle lifecycle,
            ListObjects lists,
            GetObject get,
            PutObject put,
            CopyObject copy,
            DeleteObject delete,
            ObjectSettings objectSettings,
            Multipart multipart,
            CompleteUpload complete,
            ListUploads uploads) {
        this.buckets = buckets;
        this.bucketSettings = bucketSettings;
        this.lifecycle = lifecycle;
        this.lists = lists;
        this.get = get;
        this.put = put;
        this.copy = copy;
        this.delete = delete;
        this.objectSettings = objectSettings;
        this.multipart = multipart;
        this.complete = complete;
        this.uploads = uploads;
    }

    void answer(S3Call call) throws IOException {
        if (call.request().bucket().isEmpty()) {
            service(call);
        } else if (call.key().isEmpty()) {
            bucket(call);
        } else {
            object(call);
        }
    }

    private void service(S3Call call) throws IOException {
        if (!call.request().method().equals("GET")) {
            throw new S3Exception(S3Error.METHOD_NOT_ALLOWED);
        }
        buckets.list(call);
    }

    private void bucket(S3Call call) throws IOException {
        var query = call.request().query();
        if (query.has("lifecycle")) {
            lifecycle.answer(call);
            return;
        }
        var setting = setting(query, BUCKET_SETTINGS);
        if (setting != null) {
            bucketSettings.answer(call, setting);
            return;
        }
        switch (call.request().method()) {
            case "GET" -> list(call, query);
            case "HEAD" -> buckets.head(call);
            case "PUT" -> buckets.create(call);
            case "DELETE" -> buckets.delete(call);
            case "POST" -> {
                if (!query.has("delete")) {
                    throw new S3Exception(S3Error.NOT_IMPLEMENTED, "Uploads by HTML form are not offered here.");
                }
                delete.answerMany(call);
            }
            default -> throw new S3Exception(S3Error.METHOD_NOT_ALLOWED);
        }
    }

    private void list(S3Call call, Query query) throws IOException {
        if (query.has("uploads")) {
            uploads.answerUploads(call);
        } else if (query.has("versions")) {
            lists.answerVersions(call);
        } else if ("2".equals(query.get("list-type"))) {
            lists.answerV2(call);
        } else {
            lists.answerV1(call);
        }
    }

    private void object(S3Call call) throws IOException {
        var query = call.request().query();
        var setting = setting(query, OBJECT_SETTINGS);
        if (setting != null) {
            objectSettings.answer(call, setting);
            return;
        }
        boolean ofUpload = query.has("uploadId");
        switch (call.request().method()) {
            case "GET" -> {
                if (ofUpload) {
                    uploads.answerParts(call);
                } else {
                    get.answer(call);
                }
            }
            case "HEAD" -> get.answer(call);
            case "PUT" -> put(call, ofUpload);
            case "DELETE" -> {
                if (ofUpload) {
                    multipart.abort(call);
                } else {
                    delete.answer(call);
                }
            }
            case "POST" -> post(call, ofUpload);
            default -> throw new S3Exception(S3Error.METHOD_NOT_ALLOWED);
        }
    }

    private void put(S3Call call, boolean ofUpload) throws IOException {
        boolean copies = CopySource.isIn(call.request());
        if (ofUpload && copies) {
            multipart.copyPart(call);
        } else if (ofUpload) {
            multipart.uploadPart(call);
        } else if (copies) {
            copy.answer(call);
        } else {
            put.answer(call);
        }
    }

    private void post(S3Call call, boolean ofUpload) throws IOException {
        if (ofUpload) {
            complete.answer(call);
        } else if (call.request().query().has("uploads")) {
            multipart.create(call);
        } else {
            throw new S3Exception(S3Error.NOT_IMPLEMENTED);
        }
    }

    private static @Nullable String setting(Query query, Set<String> settings) {
        for (var parameter : query.parameters()) {
            if (settings.contains(parameter.name())) {
                return parameter.name();
            }
        }
        return null;
    }
}
