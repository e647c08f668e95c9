package dev.cairn.upload.device;

import static dev.cairn.upload.UploadServer.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.upload.UploadServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DeviceUploadsTest {
    private static final UploadServer SERVER = new UploadServer();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Caller BOB = FakeCallers.named("bob");
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aDeviceAsksSendsAndCommits() throws Exception {
        var text = "bytes before names".getBytes(StandardCharsets.UTF_8);
        var id = ChunkId.of(text, 0, text.length);

        assertThat(post(ANN, "/chunks/missing", id.toBytes()).body()).isEqualTo(id.toBytes());
        assertThat(post(ANN, "/chunks", chunks(text)).statusCode()).isEqualTo(200);
        assertThat(post(ANN, "/chunks/missing", id.toBytes()).body()).isEmpty();
        var reply = commit(ANN, manifests(manifest(text)), put("a.txt", text));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(JSON.readValue(reply.body(), CommitReply.class).results())
                .singleElement()
                .isInstanceOf(OperationResult.Applied.class);
        assertThat(SERVER.chunks.bytes(SERVER.space.id(), manifest(text).id())).isEqualTo(text);
    }

    @Test
    void nothingIsNamedWhoseBytesAreMissing() throws Exception {
        var text = "never sent".getBytes(StandardCharsets.UTF_8);

        var withManifest = commit(ANN, manifests(manifest(text)), put("b.txt", text));
        var withoutManifest = commit(ANN, new byte[0], put("b.txt", text));

        assertThat(withManifest.statusCode()).isEqualTo(422);
        assertThat(string(withManifest))
                .contains(manifest(text).chunks().getFirst().id().toString());
        assertThat(withoutManifest.statusCode()).isEqualTo(422);
        assertThat(string(withoutManifest)).contains(manifest(text).id().toString());
    }

    @Test
    void aSizeThatIsNotTheContentsIsRefused() throws Exception {
        post(ANN, "/chunks", chunks(HELLO));
        var lie = new Operation.PutPath(operation(), "lie.txt", manifest(HELLO).id(), 1, Instant.EPOCH, false, null);

        var reply = commit(ANN, manifests(manifest(HELLO)), lie);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(string(reply)).contains("\"field\":\"size\"");
    }

    @Test
    void strangersAndReadersLearnNothing() throws Exception {
        SERVER.tree.know(BOB);
        var team = Callers.call(ANN, () -> SERVER.tree.create(new NewSpace(SpaceKind.TEAM, "readers", null)));
        Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember("bob", SpaceRole.VIEWER)));
        var uri = SERVER.uri("/api/v1/spaces/" + team.id() + "/chunks/missing");
        var id = ChunkId.of(HELLO, 0, HELLO.length).toBytes();

        assertThat(SERVER.send(BOB, "POST", uri, id, "Content-Type", "application/octet-stream")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(BOB, "/chunks/missing", id).statusCode()).isEqualTo(404);
        assertThat(post(BOB, "/chunks", chunks(HELLO)).statusCode()).isEqualTo(404);
        assertThat(commit(BOB, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void badBodiesAreRefusedWithTheirReason() throws Exception {
        var text = "not this".getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        out.chunk(ChunkId.of(text, 0, text.length), new Encoded(Codec.RAW, HELLO.length, HELLO, 0, HELLO.length));
        out.end();

        assertThat(post(ANN, "/chunks", bytes.toByteArray()).statusCode()).isEqualTo(460);
        assertThat(post(ANN, "/chunks", new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
        assertThat(post(ANN, "/chunks/missing", new byte[31]).statusCode()).isEqualTo(400);
        assertThat(commit(ANN, new byte[] {1}).statusCode()).isEqualTo(400);
        var contentless =
                commit("{\"op\":\"put-file\",\"id\":\"" + UUID.randomUUID() + "\",\"size\":1,\"executable\":false}");
        assertThat(contentless.statusCode()).isEqualTo(400);
        assertThat(new String(contentless.body(), StandardCharsets.UTF_8))
                .contains("\"field\":\"operations[0].content\"");
        assertThat(commit("null").statusCode()).isEqualTo(400);
        assertThat(post(ANN, "/chunks", new byte[Bundle.REQUEST_BYTES_MAX + 1]).statusCode())
                .isEqualTo(413);
        assertThat(post(ANN, "/chunks/missing", new byte[(2 << 20) + 32]).statusCode())
                .isEqualTo(413);
        var unannounced = HttpRequest.newBuilder(SERVER.uri("/api/v1/spaces/" + SERVER.space.id() + "/chunks"))
                .header("Authorization", "Bearer " + ANN.token().value())
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[Bundle.REQUEST_BYTES_MAX + 1])))
                .build();
        assertThat(SERVER.http
                        .send(unannounced, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void quotaIsAskedBeforeBytesAreKept() throws Exception {
        var team = Callers.call(ANN, () -> SERVER.tree.create(new NewSpace(SpaceKind.TEAM, "small", null)));
        Callers.call(FakeCallers.admin("root"), () -> SERVER.tree.setQuota(team.id(), new SpaceQuota(3L)));

        var reply = SERVER.send(
                ANN,
                "POST",
                SERVER.uri("/api/v1/spaces/" + team.id() + "/chunks"),
                chunks(HELLO),
                "Content-Type",
                "application/octet-stream");

        assertThat(reply.statusCode()).isEqualTo(507);
        assertThat(SERVER.chunks.chunkCount(team.id())).isZero();
    }

    @Test
    void onlyTheS3EndpointSaysWhatItsClientsBelieve() throws Exception {
        assertThat(post(ANN, "/chunks", chunks(HELLO)).statusCode()).isEqualTo(200);
        var manifest = manifest(HELLO);
        var seals = new EndpointAttributes(new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]));
        var etag = Map.of("etag", "5d41402abc4b2a76b9719d911017c592", "x-amz-meta-a", "b");
        var sealed = seals.sealed(etag, manifest.id());
        var changed = new HashMap<>(sealed);
        changed.put("etag", "00000000000000000000000000000000");
        for (var forged : List.of(
                etag,
                changed,
                seals.sealed(etag, manifest(new byte[1]).id()),
                Map.of("x-amz-checksum-crc32", "AAAAAA=="),
                Map.of("cairn-seal", "x"))) {
            var reply = commit(ANN, manifests(manifest), put("forged", HELLO, forged));
            assertThat(reply.statusCode()).as(forged.toString()).isEqualTo(403);
            assertThat(string(reply)).contains("\"field\":\"attributes\"");
        }
        var reply = commit(ANN, manifests(manifest), put("sealed", HELLO, sealed));
        assertThat(reply.statusCode()).as(string(reply)).isEqualTo(200);
        assertThat(string(reply)).contains("5d41402abc4b2a76b9719d911017c592").doesNotContain("cairn-seal");
        assertThat(commit(ANN, manifests(manifest), put("other", HELLO, Map.of("content-type", "a/b")))
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<byte[]> post(Caller caller, String path, byte[] body) throws Exception {
        return SERVER.send(
                caller,
                "POST",
                SERVER.uri("/api/v1/spaces/" + SERVER.space.id() + path),
                body,
                "Content-Type",
                "application/octet-stream");
    }

    private static HttpResponse<byte[]> commit(String operation) throws Exception {
        return SERVER.send(
                ANN,
                "POST",
                SERVER.uri("/api/v1/spaces/" + SERVER.space.id() + "/commit"),
                ("{\"manifests\":\"\",\"operations\":[" + operation + "]}").getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
    }

    private static HttpResponse<byte[]> commit(Caller caller, byte[] manifests, Operation... operations)
            throws Exception {
        var body = JSON.writeValueAsBytes(new CommitRequest(manifests, List.of(operations)));
        return SERVER.send(
                caller,
                "POST",
                SERVER.uri("/api/v1/spaces/" + SERVER.space.id() + "/commit"),
                body,
                "Content-Type",
                "application/json");
    }

    private static String string(HttpResponse<byte[]> reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static Operation put(String path, byte[] text) {
        return put(path, text, null);
    }

    private static Operation put(String path, byte[] text, @Nullable Map<String, String> attributes) {
        return new Operation.PutPath(
                operation(), path, manifest(text).id(), text.length, Instant.EPOCH, false, attributes);
    }

    private static OperationId operation() {
        return new OperationId(UUID.randomUUID());
    }

    private static Manifest manifest(byte[] text) {
        return new Manifest(List.of(new ChunkRef(ChunkId.of(text, 0, text.length), text.length)));
    }

    private static byte[] chunks(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        out.chunk(ChunkId.of(text, 0, text.length), new Encoded(Codec.RAW, text.length, text, 0, text.length));
        out.end();
        return bytes.toByteArray();
    }

    private static byte[] manifests(Manifest manifest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new BundleWriter(bytes);
        out.manifest(manifest);
        out.end();
        return bytes.toByteArray();
    }
}
