package dev.cairn.allinone.scenario;

import static dev.cairn.allinone.scenario.RightsCase.member;
import static dev.cairn.allinone.scenario.RightsCase.own;
import static dev.cairn.allinone.scenario.RightsCase.role;

import dev.cairn.contracts.metadata.SpaceRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What every operation of S3 that the endpoint offers needs, by the names Amazon gave them. */
final class S3Rights {
    private static final byte[] NOTHING = {};

    private final RightsWorld world;
    private final Map<Standing, Map.Entry<String, String>> keys = new EnumMap<>(Standing.class);
    private final Map<String, RightsCase> cases = new LinkedHashMap<>();
    private final String bucket;

    S3Rights(RightsWorld world) throws Exception {
        this.world = world;
        this.bucket = "/" + world.slug;
        for (var standing : Standing.values()) {
            // Who has no key signs with one that is none.
            keys.put(
                    standing,
                    standing == Standing.ANONYMOUS
                            ? Map.entry("AKNOBODY0000000000000", "no secret")
                            : world.s3Key(standing));
        }
    }

    Map<String, RightsCase> cases() {
        buckets();
        objects();
        multipart();
        return cases;
    }

    private RightsWorld.Answer send(
            Standing who,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body)
            throws Exception {
        return RightsWorld.exchange(PresignedRequest.of(
                world.s3(), method, path, query, headers, body, Objects.requireNonNull(keys.get(who))));
    }

    private RightsCase.Request bucket(String method, Map<String, String> query) {
        return who -> send(who, method, bucket, query, Map.of(), NOTHING);
    }

    private void buckets() {
        cases.put("S3 ListBuckets", own(who -> send(who, "GET", "/", Map.of(), Map.of(), NOTHING)));
        cases.put("S3 HeadBucket", member(bucket("HEAD", Map.of())));
        cases.put("S3 GetBucketLocation", member(bucket("GET", Map.of("location", ""))));
        cases.put("S3 ListObjects", role(SpaceRole.VIEWER, bucket("GET", Map.of())));
        cases.put("S3 ListObjectsV2", role(SpaceRole.VIEWER, bucket("GET", Map.of("list-type", "2"))));
        cases.put("S3 ListObjectVersions", role(SpaceRole.VIEWER, bucket("GET", Map.of("versions", ""))));
        cases.put("S3 ListMultipartUploads", role(SpaceRole.EDITOR, bucket("GET", Map.of("uploads", ""))));
        var rules =
                "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>old/</Prefix></Filter><Status>Enabled</Status>"
                        + "<Expiration><Days>100</Days></Expiration></Rule></LifecycleConfiguration>";
        cases.put(
                "S3 PutBucketLifecycleConfiguration",
                role(
                        SpaceRole.MANAGER,
                        who -> send(
                                who,
                                "PUT",
                                bucket,
                                Map.of("lifecycle", ""),
                                Map.of(),
                                rules.getBytes(StandardCharsets.UTF_8))));
        cases.put("S3 GetBucketLifecycleConfiguration", role(SpaceRole.VIEWER, bucket("GET", Map.of("lifecycle", ""))));
        cases.put("S3 DeleteBucketLifecycle", role(SpaceRole.MANAGER, bucket("DELETE", Map.of("lifecycle", ""))));
        cases.put(
                "S3 DeleteBucket",
                role(SpaceRole.OWNER, bucket("DELETE", Map.of())).done(409));
        cases.put("S3 DeleteObjects", role(SpaceRole.EDITOR, who -> {
            var body = "<Delete><Object><Key>not there</Key></Object></Delete>".getBytes(StandardCharsets.UTF_8);
            var md5 = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(body));
            return send(who, "POST", bucket, Map.of("delete", ""), Map.of("content-md5", md5), body);
        }));
    }

    private void objects() {
        var there = bucket + "/" + RightsWorld.KNOWN;
        for (var read : Map.of("S3 GetObject", "GET", "S3 HeadObject", "HEAD").entrySet()) {
            cases.put(
                    read.getKey(),
                    role(SpaceRole.VIEWER, who -> send(who, read.getValue(), there, Map.of(), Map.of(), NOTHING)));
        }
        cases.put(
                "S3 GetObjectTagging",
                role(SpaceRole.VIEWER, who -> send(who, "GET", there, Map.of("tagging", ""), Map.of(), NOTHING)));
        var bytes = "what somebody adds".getBytes(StandardCharsets.UTF_8);
        // Where something is already: who edits puts a version, who adds a file beside it, with the same answer.
        cases.put(
                "S3 PutObject",
                role(SpaceRole.UPLOADER, who -> send(who, "PUT", bucket + "/put", Map.of(), Map.of(), bytes)));
        cases.put(
                "S3 PutObject If-None-Match",
                role(
                        SpaceRole.EDITOR,
                        who -> send(
                                who,
                                "PUT",
                                bucket + "/" + UUID.randomUUID(),
                                Map.of(),
                                Map.of("if-none-match", "*"),
                                bytes)));
        cases.put(
                "S3 CopyObject",
                role(
                        SpaceRole.EDITOR,
                        who -> send(
                                who, "PUT", bucket + "/copy", Map.of(), Map.of("x-amz-copy-source", there), NOTHING)));
        cases.put(
                "S3 DeleteObject",
                role(SpaceRole.EDITOR, who -> send(who, "DELETE", bucket + "/gone", Map.of(), Map.of(), NOTHING)));
    }

    private void multipart() {
        var key = bucket + "/parts";
        cases.put(
                "S3 CreateMultipartUpload",
                role(SpaceRole.UPLOADER, who -> send(who, "POST", key, Map.of("uploads", ""), Map.of(), NOTHING)));
        var part = "a part".getBytes(StandardCharsets.UTF_8);
        cases.put(
                "S3 UploadPart",
                role(SpaceRole.UPLOADER, who -> send(who, "PUT", key, part(upload(who)), Map.of(), part)));
        cases.put(
                "S3 UploadPart of another's",
                role(SpaceRole.EDITOR, who -> send(who, "PUT", key, part(begin(Standing.OWNER)), Map.of(), part))
                        .refused(Set.of(403, 404), 404));
        cases.put(
                "S3 UploadPartCopy",
                role(
                        SpaceRole.EDITOR,
                        who -> send(
                                who,
                                "PUT",
                                key,
                                part(upload(who)),
                                Map.of("x-amz-copy-source", bucket + "/" + RightsWorld.KNOWN),
                                NOTHING)));
        cases.put(
                "S3 ListParts",
                role(
                        SpaceRole.UPLOADER,
                        who -> send(who, "GET", key, Map.of("uploadId", upload(who)), Map.of(), NOTHING)));
        cases.put("S3 CompleteMultipartUpload", role(SpaceRole.UPLOADER, who -> {
            var upload = upload(who);
            var by = who.has(SpaceRole.UPLOADER) ? who : Standing.OWNER;
            var etag = send(by, "PUT", key, part(upload), Map.of(), part).header("ETag");
            var parts = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                    + "</ETag></Part></CompleteMultipartUpload>";
            return send(who, "POST", key, Map.of("uploadId", upload), Map.of(), parts.getBytes(StandardCharsets.UTF_8));
        }));
        cases.put(
                "S3 AbortMultipartUpload",
                role(
                        SpaceRole.UPLOADER,
                        who -> send(who, "DELETE", key, Map.of("uploadId", upload(who)), Map.of(), NOTHING)));
    }

    private static Map<String, String> part(String upload) {
        return Map.of("uploadId", upload, "partNumber", "1");
    }

    /** An upload of somebody's own, or, where they can have none, of the owner's. */
    private String upload(Standing who) throws Exception {
        return begin(who.has(SpaceRole.UPLOADER) ? who : Standing.OWNER);
    }

    private String begin(Standing who) throws Exception {
        var text = send(who, "POST", bucket + "/parts", Map.of("uploads", ""), Map.of(), NOTHING)
                .text();
        return text.substring(text.indexOf("<UploadId>") + 10, text.indexOf("</UploadId>"));
    }
}
