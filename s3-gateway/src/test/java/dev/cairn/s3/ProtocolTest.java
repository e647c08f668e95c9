package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, byte by byte: the ways a body may be signed, and the errors with their codes. */
class ProtocolTest {
    private static final S3TestServer SERVER = S3TestServer.get();
    private static final byte[] NOTHING = {};

    private final TestSigner client = new TestSigner(SERVER);
    private final String bucket = "/p-" + UUID.randomUUID();

    @BeforeEach
    void makeBucket() throws Exception {
        assertThat(client.send("PUT", bucket, NOTHING).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private static String crc32(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        long value = crc.getValue();
        return Base64.getEncoder()
                .encodeToString(
                        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private static void assertAnswer(HttpResponse<byte[]> response, int status, String code) {
        var body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(body).contains("<Code>" + code + "</Code>");
    }

    private void assertStored(String key, byte[] bytes) throws IOException, InterruptedException {
        var got = client.send("GET", bucket + key, NOTHING);
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(bytes);
    }

    private void assertAbsent(String key) throws IOException, InterruptedException {
        assertThat(client.send("HEAD", bucket + key, NOTHING).statusCode()).isEqualTo(404);
    }

    @Test
    void aBodyMayBeHashedOrNot() throws Exception {
        var hashed = client.send("PUT", bucket + "/hashed", bytes(5_000));
        assertThat(hashed.headers().firstValue("etag")).hasValue("\"" + md5(bytes(5_000)) + "\"");
        assertStored("/hashed", bytes(5_000));
        client.sendHashed("PUT", bucket + "/unhashed", bytes(6_000), TestSigner.UNSIGNED);
        assertStored("/unhashed", bytes(6_000));
        assertAnswer(
                client.sendHashed("PUT", bucket + "/wrong", bytes(10), TestSigner.hash(bytes(11))),
                400,
                "XAmzContentSHA256Mismatch");
        assertAbsent("/wrong");
    }

    @Test
    void signedChunksOfAnySizeAreTakenAndFalseOnesAreNot() throws Exception {
        for (int chunk : new int[] {8_192, 65_536, 100_000, 5_000_000}) {
            var body = bytes(300_000 + chunk);
            var put = client.sendChunked(bucket + "/chunked", body, chunk, "", false);
            assertThat(put.statusCode())
                    .as(new String(put.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            assertStored("/chunked", body);
        }
        assertThat(client.send("HEAD", bucket + "/chunked", NOTHING).headers().firstValue("content-encoding"))
                .as("the framing is not part of the object")
                .isEmpty();
        assertAnswer(
                client.sendChunked(bucket + "/false", bytes(5_000_000), 65_536, "", true),
                403,
                "SignatureDoesNotMatch");
        assertAbsent("/false");
        assertThat(SERVER.sessions.openCount()).isZero();
    }

    @Test
    void aSignedTrailerIsVerified() throws Exception {
        var body = bytes(100_000);
        var announced = new String[] {"x-amz-trailer", "x-amz-checksum-crc32"};
        var put = client.sendChunked(
                bucket + "/t", body, 65_536, "x-amz-checksum-crc32:" + crc32(body), false, announced);
        assertThat(put.statusCode())
                .as(new String(put.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(put.headers().firstValue("x-amz-checksum-crc32")).hasValue(crc32(body));
        assertAnswer(
                client.sendChunked(
                        bucket + "/u", body, 65_536, "x-amz-checksum-crc32:" + crc32(bytes(9)), false, announced),
                400,
                "BadDigest");
        assertAbsent("/u");
    }

    private HttpResponse<byte[]> putWithTrailer(String key, byte[] body, String trailer) throws Exception {
        var framed = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += 1_000) {
            var part = Arrays.copyOfRange(body, at, Math.min(at + 1_000, body.length));
            framed.writeBytes(text(Integer.toHexString(part.length) + "\r\n"));
            framed.writeBytes(part);
            framed.writeBytes(text("\r\n"));
        }
        framed.writeBytes(text("0\r\n" + trailer + "\r\n\r\n"));
        return client.sendHashed(
                "PUT",
                bucket + key,
                framed.toByteArray(),
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "content-encoding",
                "gzip, aws-chunked",
                "x-amz-decoded-content-length",
                Integer.toString(body.length),
                "x-amz-trailer",
                "x-amz-checksum-crc32");
    }

    @Test
    void anUnsignedTrailerIsVerified() throws Exception {
        var body = bytes(4_500);
        assertThat(putWithTrailer("/t", body, "x-amz-checksum-crc32:" + crc32(body))
                        .statusCode())
                .isEqualTo(200);
        assertStored("/t", body);
        assertThat(client.send("HEAD", bucket + "/t", NOTHING).headers().firstValue("content-encoding"))
                .hasValue("gzip");
        assertAnswer(putWithTrailer("/u", body, "x-amz-checksum-crc32:AAAAAA=="), 400, "BadDigest");
        assertAnswer(putWithTrailer("/u", body, "x-amz-checksum-crc32:%%"), 400, "InvalidRequest");
        assertAnswer(putWithTrailer("/u", body, "x-amz-checksum-sha1:AAAA"), 400, "InvalidRequest");
        assertAbsent("/u");
    }

    @Test
    void checksumsInHeadersAreVerified() throws Exception {
        var body = bytes(1_000);
        var md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        assertThat(client.send("PUT", bucket + "/a", body, "content-md5", md5).statusCode())
                .isEqualTo(200);
        assertAnswer(client.send("PUT", bucket + "/b", bytes(999), "content-md5", md5), 400, "BadDigest");
        assertAnswer(client.send("PUT", bucket + "/b", body, "content-md5", "no"), 400, "InvalidDigest");
        assertAnswer(client.send("PUT", bucket + "/b", body, "x-amz-checksum-crc32", crc32(NOTHING)), 400, "BadDigest");
        assertAnswer(
                client.send(
                        "PUT", bucket + "/b", body, "x-amz-checksum-crc32", crc32(body), "x-amz-checksum-sha1", "x"),
                400,
                "InvalidRequest");
        assertAbsent("/b");
    }

    @Test
    void rangesAndConditionsHold() throws Exception {
        var body = bytes(10_000);
        client.send("PUT", bucket + "/o", body);
        var etag = "\"" + md5(body) + "\"";
        var middle = client.send("GET", bucket + "/o", NOTHING, "range", "bytes=100-199");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(body, 100, 200));
        assertThat(middle.headers().firstValue("content-range")).hasValue("bytes 100-199/10000");
        assertThat(client.send("GET", bucket + "/o", NOTHING, "range", "bytes=-10")
                        .body())
                .isEqualTo(Arrays.copyOfRange(body, 9_990, 10_000));
        assertThat(client.send("GET", bucket + "/o", NOTHING, "range", "bytes=9990-20000")
                        .body())
                .isEqualTo(Arrays.copyOfRange(body, 9_990, 10_000));
        assertThat(client.send("GET", bucket + "/o", NOTHING, "range", "nonsense")
                        .statusCode())
                .isEqualTo(200);
        var beyond = client.send("GET", bucket + "/o", NOTHING, "range", "bytes=10000-");
        assertAnswer(beyond, 416, "InvalidRange");
        assertThat(beyond.headers().firstValue("content-range")).hasValue("bytes */10000");

        assertThat(client.send("GET", bucket + "/o", NOTHING, "if-none-match", etag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(client.send("GET", bucket + "/o", NOTHING, "if-match", etag).statusCode())
                .isEqualTo(200);
        assertAnswer(client.send("GET", bucket + "/o", NOTHING, "if-match", "\"x\""), 412, "PreconditionFailed");
        assertThat(client.send("GET", bucket + "/o", NOTHING, "if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(304);
        assertAnswer(
                client.send("GET", bucket + "/o", NOTHING, "if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT"),
                412,
                "PreconditionFailed");
    }

    @Test
    void theClientMayChooseHeadersOfTheAnswer() throws Exception {
        client.send("PUT", bucket + "/o", text("x"), "cache-control", "no-store", "content-type", "text/x-mine");
        var got = client.send(
                "GET",
                bucket + "/o?response-content-type=text%2Fplain&response-content-disposition=attachment",
                NOTHING);
        assertThat(got.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(got.headers().firstValue("content-disposition")).hasValue("attachment");
        assertThat(got.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void conditionsOfWritesAreDecidedWhereTheNameIsGiven() throws Exception {
        assertThat(client.send("PUT", bucket + "/d/o", text("1"), "if-none-match", "*")
                        .statusCode())
                .isEqualTo(200);
        assertAnswer(client.send("PUT", bucket + "/d/o", text("2"), "if-none-match", "*"), 412, "PreconditionFailed");
        var etag = "\"" + md5(text("1")) + "\"";
        assertThat(client.send("PUT", bucket + "/d/o", text("2"), "if-match", etag)
                        .statusCode())
                .isEqualTo(200);
        assertAnswer(client.send("PUT", bucket + "/d/o", text("3"), "if-match", etag), 412, "PreconditionFailed");
        assertAnswer(client.send("PUT", bucket + "/none", text("3"), "if-match", etag), 404, "NoSuchKey");
        assertStored("/d/o", text("2"));
    }

    @Test
    void keysThatAreNoPathsAreRefused() throws Exception {
        for (var key : new String[] {"/a//b", "/%2E%2E/b", "/a/./b", "//a", "/" + "n".repeat(256)}) {
            var put = client.send("PUT", bucket + key, text("x"));
            assertThat(put.statusCode()).as(key).isEqualTo(400);
        }
        assertAnswer(client.send("PUT", bucket + "/" + "n/".repeat(600) + "x", text("x")), 400, "KeyTooLongError");
        client.send("PUT", bucket + "/file", text("x"));
        assertAnswer(client.send("PUT", bucket + "/file/below", text("x")), 409, "PathConflict");
        client.send("PUT", bucket + "/folder/x", text("x"));
        assertAnswer(client.send("PUT", bucket + "/folder", text("x")), 409, "PathConflict");
        assertAnswer(client.send("GET", bucket + "/folder", NOTHING), 404, "NoSuchKey");
    }

    @Test
    void aKeyWithASlashAtItsEndIsAFolder() throws Exception {
        assertThat(client.send("PUT", bucket + "/dir/sub/", NOTHING).statusCode())
                .isEqualTo(200);
        assertThat(client.send("HEAD", bucket + "/dir/sub/", NOTHING).statusCode())
                .isEqualTo(200);
        assertAnswer(client.send("PUT", bucket + "/dir/sub/", text("x")), 400, "InvalidArgument");
        client.send("PUT", bucket + "/dir/sub/file", text("x"));
        assertThat(client.send("DELETE", bucket + "/dir/sub/", NOTHING).statusCode())
                .isEqualTo(204);
        assertStored("/dir/sub/file", text("x"));
        client.send("DELETE", bucket + "/dir/sub/file", NOTHING);
        assertThat(client.send("DELETE", bucket + "/dir/sub/", NOTHING).statusCode())
                .isEqualTo(204);
        assertAbsent("/dir/sub/");
    }

    @Test
    void whatADeviceChangesGetsAnotherEtag() throws Exception {
        client.send("PUT", bucket + "/o", text("from s3"), "x-amz-meta-mtime", "1000000000.5");
        var space = SERVER.space(S3TestServer.ANN, bucket.substring(1));
        var before = Callers.call(S3TestServer.ANN, () -> SERVER.tree.byPath(space.id(), "o"))
                .node();
        assertThat(before.modified()).isEqualTo(Instant.parse("2001-09-09T01:46:40.500Z"));
        Callers.call(S3TestServer.ANN, () -> {
            var stored = SERVER.sessions.store(space.id(), text("from a device"));
            return SERVER.tree.commit(
                    space.id(),
                    new Operations(java.util.List.of(new Operation.PutPath(
                            new OperationId(UUID.randomUUID()),
                            "o",
                            stored.content(),
                            stored.size(),
                            Instant.EPOCH,
                            false,
                            null))));
        });
        var head = client.send("HEAD", bucket + "/o", NOTHING);
        assertThat(head.headers().firstValue("etag").orElse("")).matches("\"[0-9a-f]{32}-1\"");
        assertThat(head.headers().firstValue("last-modified")).hasValue("Thu, 01 Jan 1970 00:00:00 GMT");
        assertStored("/o", text("from a device"));
    }

    private static String group(HttpResponse<byte[]> response, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static byte[] completion(String... etags) {
        var xml = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < etags.length; i++) {
            xml.append("<Part><PartNumber>")
                    .append(i + 1)
                    .append("</PartNumber><ETag>")
                    .append(etags[i])
                    .append("</ETag></Part>");
        }
        return text(xml.append("</CompleteMultipartUpload>").toString());
    }

    private String part(String upload, int number, byte[] bytes) throws IOException, InterruptedException {
        return client.send("PUT", bucket + "/big?partNumber=" + number + "&uploadId=" + upload, bytes)
                .headers()
                .firstValue("etag")
                .orElseThrow();
    }

    @Test
    void anUploadInPartsSurvivesARestartAndARepeatedCompletion() throws Exception {
        var upload = group(client.send("POST", bucket + "/big?uploads", NOTHING), "UploadId");
        var first = part(upload, 1, bytes(5 << 20));
        SERVER.restart();
        var second = part(upload, 2, bytes(100));
        var done = client.send("POST", bucket + "/big?uploadId=" + upload, completion(first, second));
        assertThat(done.statusCode()).isEqualTo(200);
        var again = client.send("POST", bucket + "/big?uploadId=" + upload, completion(first, second));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(group(again, "ETag")).isEqualTo(group(done, "ETag"));
        var whole = Arrays.copyOf(bytes(5 << 20), (5 << 20) + 100);
        System.arraycopy(bytes(100), 0, whole, 5 << 20, 100);
        assertStored("/big", whole);
        assertAnswer(client.send("DELETE", bucket + "/big?uploadId=" + upload, NOTHING), 404, "NoSuchUpload");
    }

    @Test
    void aCompletionThatIsWrongCompletesNothing() throws Exception {
        var upload = group(client.send("POST", bucket + "/big?uploads", NOTHING), "UploadId");
        var first = part(upload, 1, bytes(1_000));
        var second = part(upload, 2, bytes(100));
        var path = bucket + "/big?uploadId=" + upload;
        assertAnswer(client.send("POST", path, completion(first, second)), 400, "EntityTooSmall");
        assertAnswer(client.send("POST", path, completion(second)), 400, "InvalidPart");
        assertAnswer(client.send("POST", path, completion()), 400, "MalformedXML");
        assertAnswer(client.send("POST", path, text("<CompleteMultipartUpload>")), 400, "MalformedXML");
        assertAnswer(
                client.send(
                        "POST",
                        path,
                        text("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + "<CompleteMultipartUpload>&e;</CompleteMultipartUpload>")),
                400,
                "MalformedXML");
        assertAnswer(client.send("POST", bucket + "/other?uploadId=" + upload, completion(first)), 404, "NoSuchUpload");
        assertAbsent("/big");
        assertThat(client.send("DELETE", path, NOTHING).statusCode()).isEqualTo(204);
        assertAnswer(client.send("PUT", path + "&partNumber=3", bytes(10)), 404, "NoSuchUpload");
    }

    @Test
    void everyDelimiterGroups() throws Exception {
        for (var key : new String[] {"2026-01-01", "2026-01-02", "2026-02-01", "2027", "x/1", "x/2"}) {
            client.send("PUT", bucket + "/" + key, text(key));
        }
        var listed = client.send("GET", bucket + "?list-type=2&delimiter=-&prefix=2026-", NOTHING);
        assertThat(new String(listed.body(), StandardCharsets.UTF_8))
                .contains("<CommonPrefixes><Prefix>2026-01-</Prefix>", "<Prefix>2026-02-</Prefix>")
                .contains("<KeyCount>2</KeyCount>");
        var within = client.send("GET", bucket + "?list-type=2&delimiter=%2F&start-after=x%2F1", NOTHING);
        assertThat(new String(within.body(), StandardCharsets.UTF_8)).contains("<Prefix>x/</Prefix>");
        var after = client.send("GET", bucket + "?list-type=2&delimiter=%2F&start-after=x%2F2", NOTHING);
        assertThat(new String(after.body(), StandardCharsets.UTF_8)).contains("<KeyCount>0</KeyCount>");
        var pages = new StringBuilder();
        String token = "";
        do {
            var page = client.send("GET", bucket + "?list-type=2&max-keys=1&delimiter=-" + token, NOTHING);
            var body = new String(page.body(), StandardCharsets.UTF_8);
            pages.append(body);
            token = body.contains("<IsTruncated>true")
                    ? "&continuation-token=" + group(page, "NextContinuationToken")
                    : "";
        } while (!token.isEmpty());
        assertThat(pages.toString().split("<Key>", -1)).as("2027, x/1 and x/2").hasSize(4);
        assertThat(pages.toString().split("<CommonPrefixes>", -1)).as("2026-").hasSize(2);
    }

    @Test
    void whatIsNotOfferedSaysSo() throws Exception {
        assertAnswer(client.send("GET", bucket + "?policy", NOTHING), 404, "NoSuchBucketPolicy");
        assertAnswer(client.send("GET", bucket + "?cors", NOTHING), 404, "NoSuchCORSConfiguration");
        assertThat(client.send("GET", bucket + "?versioning", NOTHING).statusCode())
                .isEqualTo(200);
        assertThat(client.send("GET", bucket + "?acl", NOTHING).statusCode()).isEqualTo(200);
        assertAnswer(client.send("PUT", bucket + "?versioning", text("<x/>")), 501, "NotImplemented");
        assertAnswer(client.send("GET", bucket + "?inventory", NOTHING), 501, "NotImplemented");
        assertAnswer(
                client.send("PUT", bucket + "/o", text("x"), "x-amz-acl", "public-read"),
                400,
                "AccessControlListNotSupported");
        assertAnswer(client.send("GET", "/no-such-bucket", NOTHING), 404, "NoSuchBucket");
        assertAnswer(client.send("PUT", "/Bad_Name", NOTHING), 400, "InvalidBucketName");
        assertAnswer(client.send("PUT", bucket, NOTHING), 409, "BucketAlreadyOwnedByYou");
        client.send("PUT", bucket + "/o", text("x"));
        assertAnswer(client.send("DELETE", bucket, NOTHING), 409, "BucketNotEmpty");
    }

    @Test
    void whatALifecycleCannotKeepIsRefusedAndChangesNothing() throws Exception {
        assertAnswer(client.send("GET", bucket + "?lifecycle", NOTHING), 404, "NoSuchLifecycleConfiguration");
        var days = "<Expiration><Days>1</Days></Expiration>";
        var kept = rule("<Filter/>" + days);
        assertThat(lifecycle(kept).statusCode()).isEqualTo(200);
        var old = "<Prefix>p</Prefix>" + days;
        assertThat(lifecycle(rule(old), rule("<ID>x</ID><Filter><Prefix>p</Prefix></Filter>" + days))
                        .statusCode())
                .isEqualTo(200);
        assertThat(lifecycle(kept).statusCode()).isEqualTo(200);
        for (var notKept : List.of(
                "<Filter/><Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>" + days,
                "<Filter/><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>",
                "<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>" + days,
                "<Filter><And><Prefix>p</Prefix></And></Filter>" + days,
                "<Filter><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></Filter>" + days,
                "<Filter/><Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>",
                "<Filter/><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>")) {
            assertAnswer(lifecycle(rule(notKept)), 501, "NotImplemented");
        }
        assertThat(new String(
                        lifecycle(
                                        rule(
                                                "<Filter/><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>"))
                                .body(),
                        StandardCharsets.UTF_8))
                .as("where to say it instead")
                .contains("/policy");
        for (var wrong : List.of("0", "-1", "", "1.5", "99999999999", "36501", "x")) {
            assertAnswer(
                    lifecycle(rule("<Filter/><Expiration><Days>" + wrong + "</Days></Expiration>")),
                    400,
                    "InvalidArgument");
        }
        assertAnswer(
                lifecycle(rule("<Filter/><AbortIncompleteMultipartUpload><DaysAfterInitiation>8</DaysAfterInitiation>"
                        + "</AbortIncompleteMultipartUpload>")),
                400,
                "InvalidArgument");
        assertAnswer(lifecycle(rule("<ID>a</ID>" + old), rule("<ID>a</ID>" + old)), 400, "InvalidArgument");
        assertAnswer(lifecycle(rule("<ID>" + "i".repeat(256) + "</ID>" + old)), 400, "InvalidArgument");
        assertAnswer(lifecycle(rule("<Filter/>")), 400, "InvalidRequest");
        assertAnswer(
                lifecycle(rule("<Filter><Prefix>" + "p".repeat(1025) + "</Prefix></Filter>" + days)),
                400,
                "InvalidRequest");
        for (var malformed : List.of(
                days,
                "<Filter/><Prefix>p</Prefix>" + days,
                "<Filter/>" + days + days,
                "<Filter/><Expiration/>",
                "<Filter/><Surprise/>" + days)) {
            assertAnswer(lifecycle(rule(malformed)), 400, "MalformedXML");
        }
        assertAnswer(lifecycle("<Rule><Filter/>" + days + "</Rule>"), 400, "MalformedXML");
        assertAnswer(lifecycle("<Rule><Filter/><Status>On</Status>" + days + "</Rule>"), 400, "MalformedXML");
        assertAnswer(lifecycle(), 400, "MalformedXML");
        assertAnswer(client.send("PUT", bucket + "?lifecycle", text("<Lifecycle")), 400, "MalformedXML");
        assertAnswer(client.send("POST", bucket + "?lifecycle", NOTHING), 405, "MethodNotAllowed");
        assertAnswer(client.send("GET", "/no-such-bucket?lifecycle", NOTHING), 404, "NoSuchBucket");
        assertThat(new String(client.send("GET", bucket + "?lifecycle", NOTHING).body(), StandardCharsets.UTF_8))
                .contains("<Rule><ID>rule-1</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>" + days
                        + "</Rule>")
                .doesNotContain("rule-2");
    }

    private static String rule(String inside) {
        return "<Rule>" + inside + "<Status>Enabled</Status></Rule>";
    }

    private HttpResponse<byte[]> lifecycle(String... rules) throws IOException, InterruptedException {
        return client.send(
                "PUT",
                bucket + "?lifecycle",
                text("<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                        + String.join("", rules) + "</LifecycleConfiguration>"));
    }
}
