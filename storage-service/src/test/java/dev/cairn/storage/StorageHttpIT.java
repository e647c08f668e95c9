package dev.cairn.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.Bundle;
import dev.cairn.content.BundleFrame;
import dev.cairn.content.BundleFrame.ChunkFrame;
import dev.cairn.content.BundleFrame.ManifestFrame;
import dev.cairn.content.BundleLimits;
import dev.cairn.content.BundleReader;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.PatchMaker;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.contract.BadRequests;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The service as a process of its own, spoken to over a real port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class StorageHttpIT {
    private static final SpaceId SPACE = new SpaceId(new UUID(5, 6));
    private static final ClusterSecret SECRET = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Tickets tickets = new Tickets(SECRET, InstantSource.system());
    private final byte[] file = new byte[3_000_000];
    private final Manifest manifest;
    private ServletWebServerApplicationContext context;
    private Path directory;

    StorageHttpIT() {
        new Random(11).nextBytes(file);
        manifest = Bundles.manifest(Bundles.chunks(file));
    }

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        this.directory = directory;
        var secret = Files.writeString(
                directory.resolve("cluster-secret"), HexFormat.of().formatHex(new byte[ClusterSecret.LENGTH_BYTES]));
        var database = TestPostgres.newDatabase();
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(StorageApplication.class)
                .initializers(starting -> ((GenericApplicationContext) starting)
                        .registerBean(DataSource.class, () -> new DelegatingDataSource(database)))
                .run(
                        "--server.port=0",
                        "--management.server.port=-1",
                        "--cairn.cluster-secret-file=" + secret,
                        "--cairn.data=" + directory,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=info");
        var api = context.getBean(ChunkApi.class);
        api.put(SPACE, Bundles.ofChunks(Bundles.chunks(file), true));
        api.putManifests(SPACE, Bundles.ofManifests(List.of(manifest, new Manifest(List.of()))));
        assertThat(directory.resolve("storage").resolve("root.key")).exists();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    private URI uri(String path) {
        var server = Objects.requireNonNull(context.getWebServer());
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private URI download(String name, ContentId content) {
        return uri("/api/v1/content/"
                + tickets.sign(new Ticket.ForContent(
                        SPACE,
                        content,
                        file.length,
                        name,
                        null,
                        InstantSource.system().instant().plus(Duration.ofMinutes(5)))));
    }

    private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(download("a.txt", manifest.id()));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void downloadsTheWholeContentAsAnAttachmentThatNeverRuns() throws Exception {
        var response = send(HttpRequest.newBuilder(download("Grüße \"100%\" 🪨.html", manifest.id())));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(file);
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"Gr__e _100__ _.html\"; "
                        + "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22100%25%22%20%F0%9F%AA%A8.html");
        assertThat(header(response, "Content-Type")).isEqualTo("text/html");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).isEqualTo("\"" + manifest.id() + "\"");
    }

    @Test
    void answersRanges() throws Exception {
        assertPart(get("Range", "bytes=0-0"), 0, 1);
        assertPart(get("Range", "bytes=1000000-2000000"), 1_000_000, 1_000_001);
        assertPart(get("Range", "bytes=2999999-"), 2_999_999, 1);
        assertPart(get("Range", "bytes=-10"), 2_999_990, 10);
        assertPart(get("Range", "bytes=5-99999999"), 5, 2_999_995);
        assertPart(get("Range", "bytes=5-7", "If-Range", "\"" + manifest.id() + "\""), 5, 3);

        assertThat(get("Range", "bytes=5-7", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(get("Range", "bytes=1-2,5-7").statusCode()).isEqualTo(200);
        assertThat(get("Range", "lines=1-2").statusCode()).isEqualTo(200);
        assertThat(get("Range", "bytes=7-5").statusCode()).isEqualTo(200);

        var outside = get("Range", "bytes=3000000-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(header(outside, "Content-Range")).isEqualTo("bytes */3000000");
        assertThat(header(outside, "Content-Type")).isEqualTo("application/problem+json");
    }

    private void assertPart(HttpResponse<byte[]> response, int from, int length) {
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(file, from, from + length));
        assertThat(header(response, "Content-Range"))
                .isEqualTo("bytes " + from + "-" + (from + length - 1) + "/3000000");
    }

    @Test
    void answersHeadAndConditionsWithoutBytes() throws Exception {
        var head = send(HttpRequest.newBuilder(download("a", manifest.id())).HEAD());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("3000000");
        assertThat(head.body()).isEmpty();
        assertThat(get("If-None-Match", "\"x\", \"" + manifest.id() + "\"").statusCode())
                .isEqualTo(304);
    }

    @Test
    void anEmptyContentIsAnEmptyDownload() throws Exception {
        var empty = download("empty", new Manifest(List.of()).id());
        assertThat(send(HttpRequest.newBuilder(empty)).body()).isEmpty();
        assertThat(send(HttpRequest.newBuilder(empty).header("Range", "bytes=0-0"))
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void refusesTicketsThatAreForgedExpiredOrForSomethingElse() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/content/abc"))).statusCode())
                .isEqualTo(403);
        var past = InstantSource.system().instant().minusSeconds(1);
        var expired = tickets.sign(new Ticket.ForContent(SPACE, manifest.id(), 1, "a", null, past));
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/content/" + expired)))
                        .statusCode())
                .isEqualTo(410);
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/content/" + spaceTicket())))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(download("a", ContentId.ofDigest(new byte[32]))))
                        .statusCode())
                .isEqualTo(404);
    }

    private String spaceTicket() {
        return tickets.sign(
                new Ticket.ForSpace(SPACE, InstantSource.system().instant().plusSeconds(300)));
    }

    private HttpResponse<byte[]> fetch(SpaceId space, String ticket, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/v1/spaces/" + space + "/fetch"))
                .header(FetchRequest.TICKET_HEADER, ticket)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<BundleFrame> frames(byte[] bundle) throws IOException {
        var reader = new BundleReader(new ByteArrayInputStream(bundle), BundleLimits.STREAM);
        var frames = new ArrayList<BundleFrame>();
        for (var frame = reader.next(); frame != null; frame = reader.next()) {
            if (frame instanceof ChunkFrame(var id, var chunk)) {
                chunk.plain(id);
            }
            frames.add(frame);
        }
        return frames;
    }

    @Test
    void fetchesManifestsSmallContentsAndChunks() throws Exception {
        var api = context.getBean(ChunkApi.class);
        var small = "small file".getBytes(StandardCharsets.US_ASCII);
        var smallManifest = Bundles.manifest(List.of(small));
        api.put(SPACE, Bundles.ofChunks(List.of(small), false));
        api.putManifests(SPACE, Bundles.ofManifests(List.of(smallManifest)));

        var unknown = "00".repeat(32);
        var third = manifest.chunks().get(2).id();
        var response =
                fetch(SPACE, spaceTicket(), """
                    {"contents": ["%s", "%s", "%s"], "chunks": ["%s", "%s"]}\
                    """.formatted(manifest.id(), unknown, smallManifest.id(), third, unknown));
        assertThat(response.statusCode()).isEqualTo(200);
        var frames = frames(response.body());
        assertThat(frames).hasSize(4);
        assertThat(frames.get(0)).isEqualTo(new ManifestFrame(manifest));
        assertThat(frames.get(1)).isEqualTo(new ManifestFrame(smallManifest));
        assertThat(((ChunkFrame) frames.get(2)).id()).isEqualTo(Bundles.id(small));
        assertThat(((ChunkFrame) frames.get(3)).id()).isEqualTo(third);
    }

    @Test
    void refusesToFetchWithoutTheTicketOfTheSpace() throws Exception {
        var body = "{\"contents\": [], \"chunks\": []}";
        assertThat(fetch(SPACE, spaceTicket(), body).statusCode()).isEqualTo(200);
        assertThat(fetch(new SpaceId(new UUID(7, 8)), spaceTicket(), body).statusCode())
                .isEqualTo(403);
        assertThat(fetch(SPACE, "", body).statusCode()).isEqualTo(403);
        assertThat(fetch(SPACE, spaceTicket(), "{\"contents\": [\"zz\"], \"chunks\": []}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(fetch(SPACE, spaceTicket(), "nonsense").statusCode()).isEqualTo(400);
        assertThat(fetch(SPACE, spaceTicket(), "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void talksToServicesThatSignAndToNobodyElse() throws Exception {
        var path = "/internal/v1/storage/spaces/" + SPACE + "/chunks/missing";
        var ids = ChunkIdList.encode(List.of(manifest.chunks().get(0).id(), Bundles.id(new byte[] {1})));
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(ids));
        assertThat(send(request).statusCode()).isEqualTo(404);
        var signature = new ServiceSignature(SECRET, InstantSource.system());
        var answer = send(request.header(ServiceSignature.HEADER, signature.sign("POST", path)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ChunkIdList.decode(answer.body())).containsExactly(Bundles.id(new byte[] {1}));
    }

    @Test
    void damageIsAProblemBeforeTheFirstByteAndACutConnectionAfterIt(CapturedOutput log) throws Exception {
        var bytes = new byte[2_000_000];
        new Random(12).nextBytes(bytes);
        var chunks = List.of(Arrays.copyOf(bytes, 1_000_000), Arrays.copyOfRange(bytes, 1_000_000, 2_000_000));
        var damaged = Bundles.manifest(chunks);
        var api = context.getBean(ChunkApi.class);
        api.put(SPACE, Bundles.ofChunks(chunks.subList(0, 1), false));
        var before = packs();
        api.put(SPACE, Bundles.ofChunks(chunks.subList(1, 2), false));
        var second = packs().stream()
                .filter(pack -> !before.contains(pack))
                .findFirst()
                .orElseThrow();
        api.putManifests(SPACE, Bundles.ofManifests(List.of(damaged)));
        var stored = Files.readAllBytes(second);
        stored[500_000] ^= 1;
        Files.write(second, stored);

        for (var name : List.of("a", "a.html", "a.json")) {
            var request = HttpRequest.newBuilder(download(name, damaged.id())).header("Accept", "text/html, */*");
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            var received = new ByteArrayOutputStream();
            try (var body = response.body()) {
                assertThatThrownBy(() -> body.transferTo(received)).isInstanceOf(IOException.class);
            }
            assertThat(received.toByteArray()).isEqualTo(Arrays.copyOf(bytes, received.size()));
            assertThat(get().statusCode()).isEqualTo(200);
            assertCalm(log, "a reply was cut off: DAMAGED", request.build().uri());
        }
        var problem = send(HttpRequest.newBuilder(download("a", damaged.id())).header("Range", "bytes=1000000-"));
        assertThat(problem.statusCode()).isEqualTo(500);
        assertThat(new String(problem.body(), StandardCharsets.UTF_8)).contains("problems/damaged");
        var whole = send(HttpRequest.newBuilder(download("a", damaged.id())).header("Range", "bytes=0-999999"));
        assertThat(whole.body()).isEqualTo(chunks.getFirst());
    }

    @Test
    void aClientThatGoesAwayIsOneCalmLineWithoutItsTicket(CapturedOutput log) throws Exception {
        // More than all buffers on the way hold, so that the server is still writing when the client goes.
        var chunks = new ArrayList<ChunkRef>();
        for (int i = 0; i < 60; i++) {
            chunks.addAll(manifest.chunks());
        }
        var long180 = new Manifest(chunks);
        context.getBean(ChunkApi.class).putManifests(SPACE, Bundles.ofManifests(List.of(long180)));
        var address = download("a", long180.id());
        var path = address.getPath();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
            socket.setSoLinger(true, 0);
        }
        Await.until("a word of the cut", () -> log.getAll().contains("cut off"));
        // Whatever the server says of it, it has said before the next request on a new connection is answered.
        assertThat(get().statusCode()).isEqualTo(200);
        assertCalm(log, "a download was cut off: its reader is gone", address);
    }

    private static void assertCalm(CapturedOutput log, String line, URI address) {
        var path = address.getPath();
        assertThat(log.getAll())
                .contains(line)
                .doesNotContain(path.substring(path.lastIndexOf('/') + 1))
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
        var path = "/internal/v1/storage/spaces/" + SPACE + "/chunks";
        var signature = new ServiceSignature(SECRET, InstantSource.system());
        var answer = send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/octet-stream")
                .header(ServiceSignature.HEADER, signature.sign("POST", path))
                .POST(BodyPublishers.ofByteArray(new byte[Bundle.REQUEST_BYTES_MAX + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void whatNobodyExpectsIsTheClientsMistakeAndLosesNothing() throws Exception {
        // Noise may raise the epoch of its space, so it has one of its own.
        var space = new SpaceId(new UUID(9, 9));
        var chunks = Bundles.chunks(file);
        var api = context.getBean(ChunkApi.class);
        api.put(space, Bundles.ofChunks(chunks, true));
        api.putManifests(space, Bundles.ofManifests(List.of(manifest)));
        var edited = Arrays.copyOf(chunks.getFirst(), chunks.getFirst().length + 1);
        var maker = new PatchMaker(BlockSums.of(chunks.getFirst()));
        var signature = new ServiceSignature(SECRET, InstantSource.system());
        var ticket = tickets.sign(
                new Ticket.ForSpace(space, InstantSource.system().instant().plus(Duration.ofMinutes(5))));
        var answers = new BadRequests(
                        uri("/"),
                        http,
                        (method, path) -> Map.of(
                                ServiceSignature.HEADER,
                                signature.sign(method, path),
                                FetchRequest.TICKET_HEADER,
                                ticket),
                        name -> switch (name) {
                            case "space" -> space.toString();
                            case "content" -> manifest.id().toString();
                            case "offset", "crc32c", "atLeast" -> "0";
                            case "length" -> "10";
                            default -> new UUID(1, 1).toString();
                        },
                        17)
                .with(Bundles.ofChunks(List.of(new byte[] {1, 2, 3}), false))
                .with(Bundles.ofManifests(List.of(manifest)))
                .with(ChunkIdList.encode(List.of(manifest.chunks().getFirst().id())))
                .with(manifest.id().toBytes())
                .with(ChunkPair.encode(List.of(new ChunkPair(Bundles.id(edited), Bundles.id(chunks.getFirst())))))
                .with(PatchList.encode(List.of(new PatchList.Entry(
                        new ChunkPair(Bundles.id(edited), Bundles.id(chunks.getFirst())),
                        Objects.requireNonNull(maker.make(edited, edited.length))))))
                .with(("{\"contents\": [\"" + manifest.id() + "\"], \"chunks\": []}")
                        .getBytes(StandardCharsets.US_ASCII))
                .sendTo(context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
        var base = "/internal/v1/storage/spaces/{space}/";
        for (var taken :
                List.of("chunks", "chunks/missing", "chunks/sums", "chunks/patches", "contents", "contents/pin")) {
            assertThat(answers.get("POST " + base + taken))
                    .as(taken)
                    .contains(400)
                    .containsAnyOf(200, 204);
        }
        assertThat(answers.get("GET " + base + "contents/{content}/bytes")).contains(200, 400);
        assertThat(answers.get("POST /api/v1/spaces/{space}/fetch")).contains(200, 400);
        assertThat(answers.get("POST /api/v1/spaces/{space}/fetch/patches")).contains(200, 400, 415);

        assertThat(get().body()).isEqualTo(file);
        for (var kept : List.of(SPACE, space)) {
            assertThat(api.read(kept, manifest.id(), 1_000_000, 1_000))
                    .isEqualTo(Arrays.copyOfRange(file, 1_000_000, 1_001_000));
        }
        var later = List.of(new byte[] {4, 5, 6});
        api.put(SPACE, Bundles.ofChunks(later, false));
        assertThat(api.missing(SPACE, ChunkIdList.encode(List.of(Bundles.id(later.getFirst())))))
                .isEmpty();
    }

    private List<Path> packs() throws IOException {
        try (var files = Files.walk(directory.resolve("storage/blobs/pack"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
