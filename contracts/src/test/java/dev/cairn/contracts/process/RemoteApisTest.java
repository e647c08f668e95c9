package dev.cairn.contracts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.CallerRelay;
import dev.cairn.contracts.http.ProblemDecoder;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemDocument;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RemoteApisTest {
    private static final SpaceId SPACE = SpaceId.of("00000000-0000-7000-8000-000000000001");
    private static final NodeId NODE = NodeId.of("00000000-0000-7000-8000-000000000002");
    private static final ContentId CONTENT = ContentId.parse("ab".repeat(32));
    private static final Caller ANN = new Caller(
            AccountId.of("00000000-0000-7000-8000-000000000003"), "ann", Set.of(), null, new AccessToken("t0ken"));

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seen(String line, Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final ServiceSignature signature =
            new ServiceSignature(new ClusterSecret(new byte[32]), InstantSource.system());
    private final RemoteApis apis = new RemoteApis(new CallerRelay(signature), new ProblemDecoder(JsonMapper.shared()));
    private volatile Seen seen = new Seen("nothing", Map.of(), new byte[0]);
    private HttpServer server;
    private volatile int status = 200;
    private volatile byte[] reply = {};
    private volatile String replyType = "application/json";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCallCarriesItsArgumentsAndItsCaller() {
        reply = JsonMapper.shared().writeValueAsBytes(new NodePage(List.of(), null));
        var page = Callers.<NodePage, RuntimeException>call(
                ANN, () -> proxy(NodeApi.class).children(SPACE, NODE, "a b+c%/\u00e9", 10));
        assertThat(page.nodes()).isEmpty();
        assertThat(seen.line())
                .isEqualTo("GET /api/v1/spaces/" + SPACE + "/nodes/" + NODE
                        + "/children?after=a%20b%2Bc%25%2F%C3%A9&limit=10");
        assertThat(seen.headers().get("Authorization")).containsExactly("Bearer t0ken");
        assertThat(seen.headers()).doesNotContainKey("Cairn-service");
    }

    @Test
    void bytesTravelAsBytesAndInternalCallsAreSigned() {
        reply = new byte[] {0, -1, 10};
        replyType = "application/octet-stream";
        assertThat(proxy(ChunkApi.class).missing(SPACE, new byte[] {7, 0, -3})).containsExactly(0, -1, 10);
        assertThat(seen.body()).containsExactly(7, 0, -3);
        var path = "/internal/v1/storage/spaces/" + SPACE + "/chunks/missing";
        assertThat(signature.verify("POST", path, seen.header("Cairn-service"))).isTrue();
        proxy(ChunkApi.class).read(SPACE, CONTENT, 5, 6);
        assertThat(seen.line()).endsWith("/contents/" + CONTENT + "/bytes?offset=5&length=6");
    }

    @Test
    void noBytesAreAnEmptyArray() {
        replyType = "application/octet-stream";
        assertThat(proxy(ChunkApi.class).missing(SPACE, new byte[0])).isEmpty();
        assertThat(proxy(CensusApi.class).contents(SPACE, null, 1)).isEmpty();
    }

    @Test
    void aProblemThereIsTheSameProblemHere() {
        status = 507;
        replyType = ProblemDocument.MEDIA_TYPE;
        reply = JsonMapper.shared()
                .writeValueAsBytes(
                        ProblemDocument.of(new ProblemException(Problem.OVER_QUOTA, "no room", Map.of("left", 5))));
        assertThatThrownBy(() -> proxy(ChunkApi.class).put(SPACE, new byte[1]))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.OVER_QUOTA);
                    assertThat(e.detail()).isEqualTo("no room");
                    assertThat(e.extensions()).containsEntry("left", 5);
                });
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        var api = proxy(ChunkApi.class);
        server.stop(0);
        assertThatThrownBy(() -> api.missing(SPACE, new byte[32]))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNAVAILABLE));
    }

    private <T> T proxy(Class<T> api) {
        return apis.create(
                api, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            seen = new Seen(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", replyType);
            exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
            exchange.getResponseBody().write(reply);
        }
    }
}
