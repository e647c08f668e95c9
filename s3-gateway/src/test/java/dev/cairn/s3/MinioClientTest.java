package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import io.minio.BucketExistsArgs;
import io.minio.ComposeObjectArgs;
import io.minio.CopyObjectArgs;
import io.minio.DeleteBucketLifecycleArgs;
import io.minio.GetBucketLifecycleArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveBucketArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.SetBucketLifecycleArgs;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.Filter;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.LifecycleConfiguration.AbortIncompleteMultipartUpload;
import io.minio.messages.LifecycleConfiguration.Expiration;
import io.minio.messages.LifecycleConfiguration.Rule;
import io.minio.messages.Status;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The MinIO Java client, unmodified. */
class MinioClientTest {
    private static final S3TestServer SERVER = S3TestServer.get();

    private final MinioClient client = MinioClient.builder()
            .endpoint(SERVER.endpoint())
            .credentials(S3TestServer.ANN_KEY, S3TestServer.ANN_SECRET)
            .build();
    private final String bucket = "m-" + UUID.randomUUID();

    @BeforeEach
    void makeBucket() throws Exception {
        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void put(String key, byte[] bytes) throws Exception {
        client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
    }

    private byte[] get(String key) throws Exception {
        try (var in = client.getObject(
                GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return in.readAllBytes();
        }
    }

    @Test
    void bucketsComeAndGo() throws Exception {
        assertThat(client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()))
                .isTrue();
        var names = new ArrayList<String>();
        for (var one : client.listBuckets()) {
            names.add(one.name());
        }
        assertThat(names).contains("personal", bucket);
        client.removeBucket(RemoveBucketArgs.builder().bucket(bucket).build());
        assertThat(client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()))
                .isFalse();
    }

    @Test
    void objectsOfAllSizesComeBackAsTheyWent() throws Exception {
        for (int size : new int[] {0, 1, 8_192, 262_143, 262_144, 262_145, 5_000_000, 9_000_000}) {
            put("sizes/" + size, bytes(size));
            assertThat(get("sizes/" + size)).isEqualTo(bytes(size));
        }
        assertThat(SERVER.sessions.openCount()).isZero();
    }

    @Test
    void awkwardKeysKeepTheirNames() throws Exception {
        var keys = List.of(
                "a b",
                "a+b",
                "a%20b",
                "\u00e4\u00f6\u00fc/\ud83d\ude00.txt",
                "x&y=z?#",
                "semi;colon",
                "quote'\"",
                "~tilde",
                "*star",
                "back\\slash",
                "comma,colon:",
                "a".repeat(255));
        for (var key : keys) {
            put(key, key.getBytes(StandardCharsets.UTF_8));
        }
        var listed = new ArrayList<String>();
        for (var item : client.listObjects(
                ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
            listed.add(item.get().objectName());
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
        for (var key : keys) {
            assertThat(get(key)).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anUploadOfUnknownSizeComesInParts() throws Exception {
        var bytes = bytes(12 << 20);
        client.putObject(PutObjectArgs.builder().bucket(bucket).object("big").stream(
                        new ByteArrayInputStream(bytes), -1L, 5L << 20)
                .contentType("application/x-test")
                .userMetadata(Map.of("color", "green"))
                .build());
        var stat = client.statObject(
                StatObjectArgs.builder().bucket(bucket).object("big").build());
        assertThat(stat.size()).isEqualTo(bytes.length);
        assertThat(stat.etag()).endsWith("-3");
        assertThat(stat.contentType()).isEqualTo("application/x-test");
        assertThat(get("big")).isEqualTo(bytes);
        try (var in = client.getObject(GetObjectArgs.builder()
                .bucket(bucket)
                .object("big")
                .offset(5_242_870L)
                .length(100L)
                .build())) {
            assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 5_242_870, 5_242_970));
        }
    }

    @Test
    void aDeviceSeesWhatS3PutAndS3SeesWhatADevicePut() throws Exception {
        put("docs/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
        var space = SERVER.space(S3TestServer.ANN, bucket);
        var node = Callers.call(S3TestServer.ANN, () -> SERVER.tree.byPath(space.id(), "docs/a.txt"))
                .node();
        assertThat(node).isInstanceOfSatisfying(Node.File.class, file -> assertThat(
                        SERVER.chunks.bytes(space.id(), file.content()))
                .isEqualTo("hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void copiesAndCompositionsWork() throws Exception {
        put("one", bytes(6 << 20));
        put("two", bytes(1_000));
        client.copyObject(CopyObjectArgs.builder()
                .bucket(bucket)
                .object("copy of one")
                .source(SourceObject.builder().bucket(bucket).object("one").build())
                .build());
        assertThat(get("copy of one")).isEqualTo(bytes(6 << 20));
        client.composeObject(ComposeObjectArgs.builder()
                .bucket(bucket)
                .object("both")
                .sources(new ArrayList<>(List.of(
                        SourceObject.builder().bucket(bucket).object("one").build(),
                        SourceObject.builder().bucket(bucket).object("two").build())))
                .build());
        var both = new byte[(6 << 20) + 1_000];
        System.arraycopy(bytes(6 << 20), 0, both, 0, 6 << 20);
        System.arraycopy(bytes(1_000), 0, both, 6 << 20, 1_000);
        assertThat(get("both")).isEqualTo(both);
    }

    @Test
    void copiesBetweenBucketsMoveTheBytes() throws Exception {
        put("one", bytes(6 << 20));
        var other = "o-" + UUID.randomUUID();
        client.makeBucket(MakeBucketArgs.builder().bucket(other).build());
        client.copyObject(CopyObjectArgs.builder()
                .bucket(other)
                .object("one")
                .source(SourceObject.builder().bucket(bucket).object("one").build())
                .build());
        try (var in = client.getObject(
                GetObjectArgs.builder().bucket(other).object("one").build())) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(6 << 20));
        }
    }

    @Test
    void foldersAreListedAsPrefixes() throws Exception {
        put("a/1", bytes(1));
        put("a/2", bytes(1));
        put("b", bytes(1));
        put("c/d/e", bytes(1));
        var listed = new ArrayList<String>();
        for (var item :
                client.listObjects(ListObjectsArgs.builder().bucket(bucket).build())) {
            listed.add(item.get().objectName());
        }
        assertThat(listed).containsExactlyInAnyOrder("a/", "b", "c/");
    }

    @Test
    void manyObjectsAreListedAndDeletedInPages() throws Exception {
        var space = SERVER.space(S3TestServer.ANN, bucket);
        var keys = IntStream.range(0, 1_203).mapToObj("many/%04d"::formatted).toList();
        Callers.call(S3TestServer.ANN, () -> {
            var stored = SERVER.sessions.store(space.id(), new byte[] {1});
            var puts = keys.stream()
                    .<Operation>map(key -> new Operation.PutPath(
                            new OperationId(UUID.randomUUID()),
                            key,
                            stored.content(),
                            stored.size(),
                            Instant.EPOCH,
                            false,
                            null))
                    .toList();
            return SERVER.tree.commit(space.id(), new Operations(puts));
        });
        var listed = new ArrayList<String>();
        for (var item : client.listObjects(
                ListObjectsArgs.builder().bucket(bucket).prefix("many/").build())) {
            listed.add(item.get().objectName());
        }
        assertThat(listed).isEqualTo(keys);
        var doomed = keys.stream().map(DeleteRequest.Object::new).toList();
        for (var error : client.removeObjects(
                RemoveObjectsArgs.builder().bucket(bucket).objects(doomed).build())) {
            throw new AssertionError(error.get().message());
        }
        assertThat(client.listObjects(ListObjectsArgs.builder().bucket(bucket).build()))
                .isEmpty();
    }

    @Test
    void aPresignedAddressWorksWithoutAKey() throws Exception {
        put("shared file", "for you".getBytes(StandardCharsets.UTF_8));
        var url = client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.GET)
                .bucket(bucket)
                .object("shared file")
                .expiry(60)
                .build());
        try (var http = HttpClient.newHttpClient()) {
            var response =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("for you");
            var forged = http.send(
                    HttpRequest.newBuilder(URI.create(url.replace("shared%20file", "other")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(forged.statusCode()).isEqualTo(403);
            assertThat(forged.body()).contains("SignatureDoesNotMatch");
        }
    }

    @Test
    void whatIsNotThereSaysSo() throws Exception {
        assertThatThrownBy(() -> get("nothing")).isInstanceOfSatisfying(ErrorResponseException.class, e -> assertThat(
                        e.errorResponse().code())
                .isEqualTo("NoSuchKey"));
        client.removeObject(
                RemoveObjectArgs.builder().bucket(bucket).object("nothing").build());
    }

    @Test
    void aBucketOfSomebodyElseDoesNotExist() {
        var ben = MinioClient.builder()
                .endpoint(SERVER.endpoint())
                .credentials(S3TestServer.BEN_KEY, S3TestServer.BEN_SECRET)
                .build();
        assertThatThrownBy(() -> ben.putObject(PutObjectArgs.builder().bucket(bucket).object("x").stream(
                                new ByteArrayInputStream(new byte[1]), 1L, -1L)
                        .build()))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        e -> assertThat(e.errorResponse().code()).isEqualTo("NoSuchBucket"));
    }

    @Test
    void aLifecycleIsSetToldAndTakenAway() throws Exception {
        var rules = List.of(
                new Rule(
                        Status.ENABLED,
                        new AbortIncompleteMultipartUpload(3),
                        new Expiration((ZonedDateTime) null, 30, null, null),
                        new Filter("logs/"),
                        "logs go",
                        null,
                        null,
                        null),
                new Rule(
                        Status.DISABLED,
                        null,
                        new Expiration((ZonedDateTime) null, 1, null, null),
                        new Filter(""),
                        "not yet",
                        null,
                        null,
                        null));
        client.setBucketLifecycle(SetBucketLifecycleArgs.builder()
                .bucket(bucket)
                .config(new LifecycleConfiguration(rules))
                .build());
        var space = SERVER.space(S3TestServer.ANN, bucket);
        assertThat(Callers.call(S3TestServer.ANN, () -> SERVER.policies.lifecycle(space.id()))
                        .rules())
                .containsExactly(
                        new LifecycleRule("logs go", true, "logs/", 30, 3),
                        new LifecycleRule("not yet", false, "", 1, null));
        var told = client.getBucketLifecycle(
                GetBucketLifecycleArgs.builder().bucket(bucket).build());
        assertThat(told.rules())
                .extracting(Rule::toString)
                .isEqualTo(rules.stream().map(Rule::toString).toList());
        client.deleteBucketLifecycle(
                DeleteBucketLifecycleArgs.builder().bucket(bucket).build());
        assertThat(client.getBucketLifecycle(
                        GetBucketLifecycleArgs.builder().bucket(bucket).build()))
                .isNull();
    }
}
