package dev.cairn.upload.tus;

import static dev.cairn.upload.UploadServer.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.testkit.contract.BadRequests;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.upload.UploadServer;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TusTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final UploadServer SERVER = new UploadServer();
    private static final Random RANDOM = new Random(23);

    private final Tus tus = new Tus(SERVER, ANN);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theServerTellsWhatItCan() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(SERVER.uri("/api/v1/uploads"))
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build();

        var reply = SERVER.http.send(request, java.net.http.HttpResponse.BodyHandlers.discarding());

        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(Tus.header(reply, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(Tus.header(reply, "Tus-Extension"))
                .isEqualTo("creation,creation-defer-length,creation-with-upload,expiration,checksum,termination");
        assertThat(Tus.header(reply, "Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256,md5");
        assertThat(Tus.number(reply, "Tus-Max-Size")).isEqualTo(64L * MIB);
    }

    @Test
    void anUnmodifiedClientUploadsAndResumes() throws Exception {
        var bytes = bytes(5 * MIB + 7);
        var client = new TusClient();
        client.setUploadCreationURL(SERVER.uri("/api/v1/uploads").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + ANN.token().value()));
        client.enableResuming(new TusURLMemoryStore());
        var first = clientUpload(bytes);
        var uploader = client.createUpload(first);
        uploader.setChunkSize(64 * KIB);
        uploader.setRequestPayloadSize(2 * MIB);
        for (int i = 0; i < 40; i++) {
            assertThat(uploader.uploadChunk()).isPositive();
        }
        uploader.finish();
        SERVER.restart();
        client.setUploadCreationURL(SERVER.uri("/api/v1/uploads").toURL());

        var resumed = client.beginOrResumeUploadFromURL(
                clientUpload(bytes),
                SERVER.uri(uploader.getUploadURL().getPath()).toURL());
        assertThat(resumed.getOffset()).isEqualTo(40L * 64 * KIB);
        int sent = 0;
        while (sent >= 0) {
            sent = resumed.uploadChunk();
        }
        resumed.finish();

        assertThat(content("from a client.bin")).isEqualTo(bytes);
    }

    private static TusUpload clientUpload(byte[] bytes) {
        var upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(bytes));
        upload.setSize(bytes.length);
        upload.setFingerprint("fingerprint");
        upload.setMetadata(Map.of("filename", "from a client.bin"));
        return upload;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, 256 * KIB, 256 * KIB + 1, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 6 * MIB})
    void bytesBeforeACutConnectionCount(int cutAt) throws Exception {
        var bytes = bytes(6 * MIB + 1);
        var name = "cut at " + cutAt;
        var upload = tus.create(bytes.length, "filename", name);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            var head = "PATCH " + upload.getPath() + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n"
                    + "Authorization: Bearer " + ANN.token().value() + "\r\nUpload-Offset: 0\r\n"
                    + "Content-Type: application/offset+octet-stream\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes, 0, cutAt);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        }

        awaitOffset(upload, cutAt);
        assertThat(tus.patch(upload, cutAt, Arrays.copyOfRange(bytes, cutAt, bytes.length))
                        .statusCode())
                .isEqualTo(204);
        assertThat(content(name)).isEqualTo(bytes);
    }

    private void awaitOffset(URI upload, int expected) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (tus.offset(upload) != expected) {
            assertThat(System.nanoTime()).as("offset %s", tus.offset(upload)).isLessThan(deadline);
        }
    }

    @Test
    void theReplyThatCompletesTellsWhatTheUploadBecame() throws Exception {
        var metadata = new String[] {"path", "Ordner/ä b+c%.txt", "modified", "-86400000", "filetype", "text/plain"};
        var upload = tus.create(5, metadata);
        var reply = tus.patch(upload, 0, "hello".getBytes(StandardCharsets.UTF_8));

        var file = file("Ordner/ä b+c%.txt");
        assertThat(Tus.header(reply, "Cairn-Node")).isEqualTo(file.id().toString());
        assertThat(Tus.header(reply, "Cairn-Version")).isEqualTo(file.version().toString());
        assertThat(Tus.header(reply, "Cairn-Space")).isEqualTo(SERVER.space.id().toString());
        assertThat(file.modified().toEpochMilli()).isEqualTo(-86_400_000);
        assertThat(file.attributes()).containsEntry("content-type", "text/plain");
        var head = tus.head(upload);
        assertThat(Tus.header(head, "Cairn-Node")).isEqualTo(file.id().toString());
        assertThat(Tus.number(head, "Upload-Length")).isEqualTo(5);
        assertThat(Tus.header(head, "Upload-Metadata")).isEqualTo(Tus.metadata(metadata));
        assertThat(Tus.header(head, "Cache-Control")).contains("no-store");
        assertThat(Tus.header(head, "Upload-Expires")).isNotEmpty();
    }

    @Test
    void oneRequestIsEnoughForASmallFileAndForAnEmptyOne() throws Exception {
        var small = tus.send(
                "POST",
                SERVER.uri("/api/v1/uploads"),
                "tiny".getBytes(StandardCharsets.UTF_8),
                "Upload-Length",
                "4",
                "Upload-Metadata",
                Tus.metadata("filename", "tiny.txt"),
                "Content-Type",
                "application/offset+octet-stream");
        var empty = tus.post("Upload-Length", "0", "Upload-Metadata", Tus.metadata("filename", "empty.txt"));

        assertThat(small.statusCode()).isEqualTo(201);
        assertThat(Tus.number(small, "Upload-Offset")).isEqualTo(4);
        assertThat(content("tiny.txt")).asString(StandardCharsets.UTF_8).isEqualTo("tiny");
        assertThat(empty.statusCode()).isEqualTo(201);
        assertThat(Tus.header(empty, "Cairn-Node")).isNotEmpty();
        assertThat(content("empty.txt")).isEmpty();
    }

    @Test
    void aTakenNameBecomesAVersionOrAnotherName() throws Exception {
        put("filename", "taken.txt");
        var version = put("filename", "taken.txt");
        var renamed = put("filename", "taken.txt", "conflict", "rename");
        var again = put("path", "taken.txt", "conflict", "rename");
        var parent = SERVER.space.root().toString();
        var inFolder = put("parentId", parent, "filename", "taken.txt");

        assertThat(Callers.call(
                        ANN,
                        () -> SERVER.tree.versions(
                                SERVER.space.id(), file("taken.txt").id())))
                .hasSize(3);
        assertThat(Tus.header(version, "Cairn-Node"))
                .isEqualTo(file("taken.txt").id().toString());
        assertThat(Tus.header(inFolder, "Cairn-Node"))
                .isEqualTo(file("taken.txt").id().toString());
        assertThat(Tus.header(renamed, "Cairn-Node"))
                .isEqualTo(file("taken (2).txt").id().toString());
        assertThat(Tus.header(again, "Cairn-Node"))
                .isEqualTo(file("taken (3).txt").id().toString());
    }

    private java.net.http.HttpResponse<byte[]> put(String... metadata) throws Exception {
        var bytes = bytes(10);
        var reply = tus.patch(tus.create(bytes.length, metadata), 0, bytes);
        assertThat(reply.statusCode()).isEqualTo(204);
        return reply;
    }

    @Test
    void anUploadThatCannotBeNamedIsNotTakenForDone() throws Exception {
        put("path", "folder/inside");
        var upload = tus.create(3, "path", "folder");

        assertThat(tus.patch(upload, 0, new byte[3]).statusCode()).isEqualTo(409);
        assertThat(tus.head(upload).statusCode()).isEqualTo(409);
        assertThat(tus.patch(upload, 3, Tus.NONE).statusCode()).isEqualTo(409);
        assertThat(tus.send("DELETE", upload, Tus.NONE).statusCode()).isEqualTo(204);
    }

    @Test
    void aLengthMayBeToldLater() throws Exception {
        var reply = tus.post("Upload-Defer-Length", "1", "Upload-Metadata", Tus.metadata("filename", "deferred"));
        var upload = SERVER.uri(Tus.header(reply, "Location"));
        assertThat(Tus.header(tus.head(upload), "Upload-Defer-Length")).isEqualTo("1");

        tus.patch(upload, 0, new byte[] {1, 2});
        assertThat(tus.patch(upload, 2, new byte[] {3}, "Upload-Length", "3").statusCode())
                .isEqualTo(204);

        assertThat(content("deferred")).containsExactly(1, 2, 3);
        assertThat(tus.post("Upload-Metadata", Tus.metadata("filename", "x")).statusCode())
                .isEqualTo(400);
        assertThat(tus.post("Upload-Defer-Length", "1", "Upload-Length", "1").statusCode())
                .isEqualTo(400);
        assertThat(tus.post("Upload-Defer-Length", "2").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1 SHA-1", "sha256 SHA-256", "md5 MD5"})
    void aWrongChecksumDiscardsTheBytesOfItsRequest(String names) throws Exception {
        var algorithm = names.split(" ");
        var bytes = bytes(5 * MIB);
        var name = "checked by " + algorithm[0];
        var upload = tus.create(bytes.length, "filename", name);
        var right = algorithm[0] + " "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance(algorithm[1]).digest(bytes));
        var wrong = algorithm[0] + " " + Base64.getEncoder().encodeToString(new byte[20]);

        assertThat(tus.patch(upload, 0, bytes, "Upload-Checksum", wrong).statusCode())
                .isEqualTo(460);
        assertThat(tus.offset(upload)).isZero();
        assertThat(tus.patch(upload, 0, bytes, "Upload-Checksum", "crc32 AAAA").statusCode())
                .isEqualTo(400);
        assertThat(tus.patch(upload, 0, bytes, "Upload-Checksum", "sha1 ???").statusCode())
                .isEqualTo(400);
        assertThat(tus.patch(upload, 0, bytes, "Upload-Checksum", right).statusCode())
                .isEqualTo(204);
        assertThat(content(name)).isEqualTo(bytes);
    }

    @Test
    void everyMistakeHasItsStatus() throws Exception {
        var upload = tus.create(10, "filename", "mistakes");
        tus.patch(upload, 0, new byte[4]);
        var none = SERVER.uri("/api/v1/uploads/00000000-0000-0000-0000-000000000000");
        var type = "application/offset+octet-stream";

        assertThat(SERVER.send(ANN, "HEAD", upload, Tus.NONE).statusCode()).isEqualTo(412);
        var wrongVersion = SERVER.send(ANN, "PATCH", upload, new byte[1], "Tus-Resumable", "0.2.0");
        assertThat(wrongVersion.statusCode()).isEqualTo(412);
        assertThat(Tus.header(wrongVersion, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(tus.patch(upload, 3, new byte[1]).statusCode()).isEqualTo(409);
        assertThat(tus.patch(upload, 5, new byte[1]).statusCode()).isEqualTo(409);
        assertThat(new String(tus.patch(upload, 5, new byte[1]).body(), StandardCharsets.UTF_8))
                .contains("\"offset\":4");
        assertThat(tus.patch(upload, 4, new byte[7]).statusCode()).isEqualTo(413);
        assertThat(tus.send("PATCH", upload, new byte[1], "Content-Type", "text/plain", "Upload-Offset", "4")
                        .statusCode())
                .isEqualTo(415);
        assertThat(tus.send("PATCH", upload, new byte[1], "Content-Type", type).statusCode())
                .isEqualTo(400);
        for (var offset : new String[] {"-1", "x", "1e3", "99999999999999999999"}) {
            assertThat(tus.send("PATCH", upload, new byte[1], "Content-Type", type, "Upload-Offset", offset)
                            .statusCode())
                    .as(offset)
                    .isEqualTo(400);
        }
        assertThat(tus.head(none).statusCode()).isEqualTo(404);
        assertThat(tus.head(SERVER.uri("/api/v1/uploads/nonsense")).statusCode())
                .isEqualTo(404);
        assertThat(tus.patch(none, 0, new byte[1]).statusCode()).isEqualTo(404);
        var bob = new Tus(SERVER, FakeCallers.named("bob"));
        assertThat(bob.head(upload).statusCode()).isEqualTo(404);
        assertThat(bob.patch(upload, 4, new byte[1]).statusCode()).isEqualTo(404);
        assertThat(bob.send("DELETE", upload, Tus.NONE).statusCode()).isEqualTo(404);
        assertThat(tus.offset(upload)).isEqualTo(4);
        assertThat(tus.send("POST", upload, Tus.NONE).statusCode()).isEqualTo(405);
        assertThat(tus.send("DELETE", upload, Tus.NONE).statusCode()).isEqualTo(204);
        assertThat(tus.head(upload).statusCode()).isEqualTo(404);
    }

    @Test
    void creationChecksEverythingBeforeTheFirstByte() throws Exception {
        var name = Tus.metadata("filename", "x");
        assertThat(create("Upload-Length", Long.toString(64L * MIB + 1), "Upload-Metadata", name))
                .isEqualTo(413);
        assertThat(create("Upload-Length", "-1", "Upload-Metadata", name)).isEqualTo(400);
        assertThat(create("Upload-Length", "1")).isEqualTo(400);
        assertThat(create("Upload-Length", "1", "Upload-Metadata", "filename !!!"))
                .isEqualTo(400);
        assertThat(create("Upload-Length", "1", "Upload-Metadata", name + "," + name))
                .isEqualTo(400);
        assertThat(create("Upload-Length", "1", "Upload-Metadata", "filename gA=="))
                .isEqualTo(400);
        for (var path : new String[] {"", "/", "a//b", "../a", "a/..", ".", "a\0b", "a/", "x".repeat(256)}) {
            assertThat(create("Upload-Length", "1", "Upload-Metadata", Tus.metadata("path", path)))
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(create("Upload-Length", "1", "Upload-Metadata", Tus.metadata("filename", "x", "conflict", "no")))
                .isEqualTo(400);
        assertThat(create("Upload-Length", "1", "Upload-Metadata", Tus.metadata("filename", "x", "modified", "no")))
                .isEqualTo(400);
        assertThat(create("Upload-Length", "1", "Upload-Metadata", Tus.metadata("filename", "x", "spaceId", "no")))
                .isEqualTo(404);
        var nowhere = Tus.metadata("filename", "x", "parentId", "00000000-0000-0000-0000-000000000000");
        assertThat(create("Upload-Length", "1", "Upload-Metadata", nowhere)).isEqualTo(404);
    }

    private int create(String... headers) throws IOException, InterruptedException {
        return tus.post(headers).statusCode();
    }

    @Test
    void rightsAndQuotaCount() throws Exception {
        var bob = FakeCallers.named("bob");
        SERVER.tree.know(bob);
        var team = Callers.call(ANN, () -> SERVER.tree.create(new NewSpace(SpaceKind.TEAM, "tus", null)));
        Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember("bob", SpaceRole.VIEWER)));
        Callers.call(FakeCallers.admin("root"), () -> SERVER.tree.setQuota(team.id(), new SpaceQuota(10L)));
        var metadata = Tus.metadata("filename", "x", "spaceId", team.id().toString());

        assertThat(new Tus(SERVER, bob)
                        .post("Upload-Length", "1", "Upload-Metadata", metadata)
                        .statusCode())
                .isEqualTo(403);
        Callers.call(ANN, () -> SERVER.tree.addMember(team.id(), new NewMember("bob", SpaceRole.UPLOADER)));
        for (var conflict : List.of("rename", "version", "version")) {
            var drop = Tus.metadata("filename", "dropped", "spaceId", team.id().toString(), "conflict", conflict);
            assertThat(new Tus(SERVER, bob)
                            .post("Upload-Length", "0", "Upload-Metadata", drop)
                            .statusCode())
                    .as(conflict)
                    .isEqualTo(201);
        }
        assertThat(Callers.call(ANN, () -> SERVER.tree.children(team.id(), team.root(), null, 10))
                        .nodes())
                .extracting(Node::name)
                .containsExactly("dropped", "dropped (2)", "dropped (3)");
        assertThat(new Tus(SERVER, FakeCallers.named("eve"))
                        .post("Upload-Length", "1", "Upload-Metadata", metadata)
                        .statusCode())
                .isEqualTo(404);
        assertThat(create("Upload-Length", "11", "Upload-Metadata", metadata)).isEqualTo(507);
        assertThat(create("Upload-Length", "10", "Upload-Metadata", metadata)).isEqualTo(201);
    }

    /** A client whose connection is dead comes back while the server still waits for the rest of the first request. */
    @Test
    void theNewestRequestGoesOn() throws Exception {
        var upload = tus.create(10, "filename", "taken over");
        try (var dead = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            var head = "PATCH " + upload.getPath() + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n"
                    + "Authorization: Bearer " + ANN.token().value() + "\r\nUpload-Offset: 0\r\n"
                    + "Content-Type: application/offset+octet-stream\r\nContent-Length: 10\r\n\r\n12345";
            dead.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            dead.getOutputStream().flush();

            assertThat(tus.patch(upload, 1, new byte[1]).statusCode()).isEqualTo(409);
            assertThat(finish(upload, "1234567890")).isEqualTo(204);

            dead.getOutputStream().write("xxxxx".getBytes(StandardCharsets.US_ASCII));
            dead.getOutputStream().flush();
            assertThat(firstLine(dead.getInputStream())).contains("409");
        }
        assertThat(content("taken over")).asString(StandardCharsets.US_ASCII).isEqualTo("1234567890");
    }

    /** As clients do it: what a displaced request sent may count or not, and may count late. */
    private int finish(URI upload, String text) throws Exception {
        int status = 409;
        for (int attempt = 0; attempt < 10 && status == 409; attempt++) {
            int offset = Integer.parseInt(
                    tus.head(upload).headers().firstValue("Upload-Offset").orElseThrow());
            var rest = text.substring(offset).getBytes(StandardCharsets.US_ASCII);
            status = tus.patch(upload, offset, rest).statusCode();
        }
        return status;
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void anExpiredUploadIsGone() throws Exception {
        var upload = tus.create(10, "filename", "late");
        SERVER.pass(Duration.ofHours(25));

        assertThat(tus.head(upload).statusCode()).isEqualTo(410);
        assertThat(tus.patch(upload, 0, new byte[1]).statusCode()).isEqualTo(410);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static Node.File file(String path) {
        return (Node.File) Callers.call(ANN, () -> SERVER.tree.byPath(SERVER.space.id(), path))
                .node();
    }

    private static byte[] content(String path) {
        return SERVER.chunks.bytes(SERVER.space.id(), file(path).content());
    }

    @Test
    void whatNobodyExpectsIsTheClientsMistakeAndLosesNothing() throws Exception {
        var bytes = new byte[300 * KIB];
        RANDOM.nextBytes(bytes);
        var kept = tus.create(bytes.length, "filename", "kept");
        assertThat(tus.patch(kept, 0, Arrays.copyOf(bytes, 200 * KIB)).statusCode())
                .isEqualTo(204);
        var bothered = tus.create(1_000, "filename", "bothered").getPath();
        var id = bothered.substring(bothered.lastIndexOf('/') + 1);
        var answers = new BadRequests(
                        SERVER.uri("/"),
                        SERVER.http,
                        (method, path) -> Map.of(
                                "Authorization",
                                "Bearer " + ANN.token().value(),
                                ServiceSignature.HEADER,
                                SERVER.signature(method, path),
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Metadata",
                                Tus.metadata("filename", "bad"),
                                path.equals("/api/v1/uploads") ? "Upload-Length" : "Upload-Offset",
                                path.equals("/api/v1/uploads") ? "1000" : "0"),
                        name -> switch (name) {
                            case "space" -> SERVER.space.id().toString();
                            case "id", "upload" -> id;
                            case "offset" -> "0";
                            case "days" -> "1";
                            default -> "00000000-0000-0001-0000-000000000001";
                        },
                        23)
                .with("{\"space\": \"%s\", \"size\": 5}"
                        .formatted(SERVER.space.id())
                        .getBytes(StandardCharsets.US_ASCII))
                .with("{\"space\": \"%s\", \"parts\": []}"
                        .formatted(SERVER.space.id())
                        .getBytes(StandardCharsets.US_ASCII))
                .with("{\"operations\": [{\"op\": \"put-path\"}]}".getBytes(StandardCharsets.US_ASCII))
                .as("application/offset+octet-stream")
                .sendTo(SERVER.endpoints());
        for (var taken : List.of(
                "POST /api/v1/spaces/{space}/chunks",
                "POST /api/v1/spaces/{space}/chunks/sums",
                "POST /api/v1/spaces/{space}/chunks/patches",
                "POST /api/v1/spaces/{space}/commit",
                "POST /internal/v1/upload/sessions",
                "POST /internal/v1/upload/sessions/concatenation")) {
            assertThat(answers.get(taken)).as(taken).contains(400);
        }
        assertThat(answers.get("PATCH /api/v1/uploads/{id}")).contains(204, 409, 415);
        assertThat(answers.get("POST /api/v1/uploads")).contains(201, 400);

        assertThat(tus.offset(kept)).isEqualTo(200 * KIB);
        assertThat(tus.patch(kept, 200 * KIB, Arrays.copyOfRange(bytes, 200 * KIB, bytes.length))
                        .statusCode())
                .isEqualTo(204);
        var node = Callers.call(ANN, () -> SERVER.tree.byPath(SERVER.space.id(), "kept"))
                .node();
        assertThat(SERVER.chunks.bytes(SERVER.space.id(), ((Node.File) node).content()))
                .isEqualTo(bytes);
    }

    @Test
    void noHeaderIsAnErrorOfTheServer() throws Exception {
        var upload = tus.create(10_000, "filename", "headers");
        var answers = new TreeMap<String, Set<Integer>>();
        int taken = 0;
        for (var header : List.of(
                "Upload-Length",
                "Upload-Offset",
                "Upload-Metadata",
                "Upload-Checksum",
                "Upload-Defer-Length",
                "Upload-Concat",
                "Content-Type",
                "Tus-Resumable")) {
            for (var bad : List.of(
                    "",
                    "-1",
                    "x",
                    "1e9",
                    "9223372036854775808",
                    "0 0",
                    ",",
                    "a b,a b",
                    "filename ====",
                    "sha1 !",
                    "md5 ",
                    "\t",
                    "z".repeat(4_000))) {
                for (var method : List.of("POST", "PATCH", "HEAD")) {
                    var uri = method.equals("POST") ? SERVER.uri("/api/v1/uploads") : upload;
                    // Only one is wrong, so that it is read.
                    var headers = new TreeMap<>(Map.of("Tus-Resumable", "1.0.0"));
                    if (method.equals("POST")) {
                        headers.put("Upload-Length", "10");
                        headers.put("Upload-Metadata", Tus.metadata("filename", "bad"));
                    } else if (method.equals("PATCH")) {
                        headers.put("Content-Type", "application/offset+octet-stream");
                        headers.put("Upload-Offset", Integer.toString(taken));
                    }
                    headers.put(header, bad);
                    var reply = SERVER.send(
                            ANN,
                            method,
                            uri,
                            method.equals("PATCH") ? new byte[10] : Tus.NONE,
                            headers.entrySet().stream()
                                    .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                                    .toArray(String[]::new));
                    answers.computeIfAbsent(method, _ -> new TreeSet<>()).add(reply.statusCode());
                    taken += reply.statusCode() == 204 ? 10 : 0;
                    assertThat(reply.statusCode())
                            .as("%s with %s: %s", method, header, bad)
                            .isLessThan(500);
                }
            }
        }
        assertThat(answers.get("PATCH")).contains(204, 400, 412, 415);
        assertThat(answers.get("POST")).contains(201, 400, 412);
        assertThat(answers.get("HEAD")).contains(200, 412);
        assertThat(tus.offset(upload)).isEqualTo(taken);
    }
}
