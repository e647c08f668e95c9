package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.http.CallerRelay;
import dev.cairn.contracts.http.ProblemDecoder;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.LinkApi;
import dev.cairn.contracts.metadata.NewShareLink;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SharedApi;
import dev.cairn.contracts.metadata.SharedRequest;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpacePolicy;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.process.RemoteApis;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeDirectory;
import dev.cairn.testkit.fake.FakeTokens;
import dev.cairn.testkit.server.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.json.JsonMapper;

/** The service over a real port, called as other services call it. */
final class HttpIT {
    private static final Caller ANN = FakeCallers.named("ann");
    private static final ClusterSecret SECRET = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext server;
    private static RemoteApis apis;
    private static URI address;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = RabbitAutoConfiguration.class)
    @Import(MetadataModule.class)
    static class Application {}

    @BeforeAll
    static void start() {
        var database = (HikariDataSource) TestPostgres.newDatabase();
        server = new SpringApplicationBuilder(Application.class)
                .initializers(starting -> {
                    var beans = (GenericApplicationContext) starting;
                    beans.registerBean(InstantSource.class, InstantSource::system);
                    beans.registerBean(Attempts.class, () -> new InProcessAttempts(InstantSource.system()));
                    beans.registerBean(ClusterSecret.class, () -> SECRET);
                    beans.registerBean(JwtDecoder.class, () -> new FakeTokens(InstantSource.system()));
                    beans.registerBean(DirectoryApi.class, () -> {
                        var directory = new FakeDirectory();
                        directory.add(ANN.name());
                        return directory;
                    });
                    beans.registerBean(EventBus.class, () -> envelope -> {});
                })
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--management.health.rabbit.enabled=false",
                        "--spring.datasource.url=" + database.getJdbcUrl(),
                        "--spring.datasource.username=" + database.getUsername(),
                        "--spring.datasource.password=" + database.getPassword());
        address = URI.create("http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
        apis = new RemoteApis(
                new CallerRelay(new ServiceSignature(SECRET, InstantSource.system())),
                new ProblemDecoder(JsonMapper.builder().build()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static <T> T api(Class<T> type) {
        return apis.create(type, address);
    }

    private static <T> T call(ScopedValue.CallableOp<? extends T, RuntimeException> work) {
        return Callers.<T, RuntimeException>call(ANN, work);
    }

    @Test
    void whatWorksInProcessWorksRemotely() {
        var nodes = api(NodeApi.class);
        var space = call(() -> api(SpaceApi.class).space("personal"));
        var names = List.of("a+b %2F&?#=;.txt", "é e\u0301", "😀", "\"quoted\" \\ back", "ünï cödé");
        var operations = new ArrayList<Operation>();
        for (var name : names) {
            operations.add(new Operation.PutPath(
                    new OperationId(UUID.randomUUID()),
                    "dir/" + name,
                    Service.content(name),
                    1,
                    Service.MODIFIED,
                    true,
                    Map.of("content-type", "text/plain")));
        }
        var reply = call(() -> api(CommitApi.class).commit(space.id(), 0, new Operations(operations)));
        assertThat(reply.results()).allMatch(OperationResult.Applied.class::isInstance);
        for (var name : names) {
            var found = call(() -> nodes.byPath(space.id(), "dir/" + name));
            assertThat(found.node().name()).isEqualTo(name);
            assertThat(((Node.File) found.node()).attributes()).containsEntry("content-type", "text/plain");
            assertThat(found.node().modified()).isEqualTo(Service.MODIFIED);
        }
        assertThat(call(() -> nodes.keys(space.id(), "dir/", "/", null, 1000)).files())
                .extracting(NodePath::path)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "dir/" + name).toList());
        var delta = call(() -> nodes.changes(space.id(), space.cursor(), 1000));
        assertThat(delta.cursor()).isEqualTo(reply.cursor());
        assertThat(delta.changes()).hasSize(names.size() + 1);
        assertThat(call(() -> api(SearchApi.class).search("a+b", null, null, 10))
                        .hits())
                .hasSize(1);

        var dir = call(() -> nodes.byPath(space.id(), "dir")).node();
        var policy = new RetentionPolicy(5, null, true, 30);
        assertThat(call(() -> api(PolicyApi.class).setPolicy(space.id(), policy)))
                .isEqualTo(call(() -> api(PolicyApi.class).policy(space.id())))
                .isEqualTo(new SpacePolicy(policy, false));
        var link = call(() -> api(LinkApi.class).create(space.id(), new NewShareLink(dir.id(), null, null)));
        var shared =
                api(SharedApi.class).view(new SharedRequest(Objects.requireNonNull(link.token()), null, null, null));
        assertThat(Objects.requireNonNull(shared.children()).nodes()).hasSize(names.size());
    }

    @Test
    void problemsCrossAsThemselves() {
        var nodes = api(NodeApi.class);
        var space = call(() -> api(SpaceApi.class).space("personal"));
        assertProblem(Problem.NOT_FOUND, () -> call(() -> nodes.node(space.id(), new NodeId(UUID.randomUUID()))));
        assertProblem(Problem.INVALID_REQUEST, () -> call(() -> nodes.children(space.id(), space.root(), null, 0)));
        assertProblem(Problem.UNAUTHENTICATED, () -> nodes.node(space.id(), space.root()));
        var bob = FakeCallers.named("bob");
        assertProblem(
                Problem.NOT_FOUND,
                () -> Callers.<Object, RuntimeException>call(bob, () -> nodes.node(space.id(), space.root())));
    }

    @Test
    void nobodyReachesTheInsideWithoutASignature() throws Exception {
        var space = call(() -> api(SpaceApi.class).space("personal"));
        assertThat(post("/internal/v1/metadata/spaces/" + space.id() + "/commit", "{\"operations\":[]}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void oneOperationThatIsRefusedIsAProblemAndOfManyEachHasItsResult() throws Exception {
        var space = call(() -> api(SpaceApi.class).space("personal"));
        var operations = "/api/v1/spaces/" + space.id() + "/operations";
        var nobody = UUID.randomUUID();
        var folder = UUID.randomUUID();
        var make = "{\"op\":\"create-folder\",\"id\":\"%s\",\"node\":\"%s\",\"parent\":\"" + space.root()
                + "\",\"name\":\"%s\",\"modified\":\"2020-01-01T00:00:00Z\"}";
        var taken = "taken" + folder;
        assertThat(post(operations, batch(make.formatted(UUID.randomUUID(), folder, taken)))
                        .statusCode())
                .isEqualTo(200);
        var twice = make.formatted(UUID.randomUUID(), UUID.randomUUID(), taken);
        var gone = "{\"op\":\"delete\",\"id\":\"" + UUID.randomUUID() + "\",\"node\":\"" + nobody + "\"}";
        var bad = make.formatted(UUID.randomUUID(), UUID.randomUUID(), "..");

        assertRefused(post(operations, batch(twice)), Problem.NAME_TAKEN);
        assertRefused(post(operations, batch(gone)), Problem.NOT_FOUND);
        assertRefused(post(operations, batch(bad)), Problem.INVALID_NAME);
        var current = JsonMapper.shared()
                .readTree(post(operations, batch(twice)).body())
                .path("current");
        assertThat(current.path("kind").asString()).isEqualTo("folder");
        assertThat(current.path("id").asString()).isEqualTo(folder.toString());
        var many = post(operations, batch(twice, gone, bad));
        assertThat(many.statusCode()).isEqualTo(200);
        assertThat(many.body().split("\"result\":\"rejected\"", -1)).hasSize(4);

        // The way back, in process and over HTTP.
        var again = new Operations(List.of(new Operation.CreateFolder(
                new OperationId(UUID.randomUUID()),
                new NodeId(UUID.randomUUID()),
                space.root(),
                taken,
                Instant.EPOCH)));
        for (var nodes : List.of(api(NodeApi.class), server.getBean(NodeApi.class))) {
            assertProblem(Problem.NAME_TAKEN, () -> call(() -> nodes.apply(space.id(), again)));
            var reply = call(() -> CommitReply.of(() -> nodes.apply(space.id(), again)));
            assertThat(reply.before()).isEqualTo(reply.cursor()).startsWith("1.");
            assertThat(reply.results())
                    .singleElement()
                    .isInstanceOfSatisfying(OperationResult.Rejected.class, refused -> {
                        assertThat(refused.id())
                                .isEqualTo(again.operations().getFirst().id());
                        assertThat(refused.problem()).isEqualTo(Problem.NAME_TAKEN);
                        assertThat(Objects.requireNonNull(refused.current()).id())
                                .isEqualTo(new NodeId(folder));
                    });
        }
    }

    private static String batch(String... operations) {
        return "{\"operations\":[" + String.join(",", operations) + "]}";
    }

    private static void assertRefused(HttpResponse<String> reply, Problem problem) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(problem.status());
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(reply.body()).contains("\"" + problem.type() + "\"");
    }

    @Test
    void badRequestsNameTheirField() throws Exception {
        var space = call(() -> api(SpaceApi.class).space("personal"));
        var operations = "/api/v1/spaces/" + space.id() + "/operations";
        for (var bad : List.of(
                "",
                "{",
                "[]",
                "{\"operations\":null}",
                "{\"operations\":[null]}",
                "{\"operations\":[{\"op\":\"nonsense\"}]}",
                "{\"operations\":[{\"op\":\"delete\"}]}",
                "{\"operations\":[{\"op\":\"delete\",\"id\":\"1-1-1-1-1\"}]}",
                "{\"operations\":[{\"op\":\"create-folder\",\"id\":\"" + UUID.randomUUID() + "\"}]}",
                "{}",
                "{\"operations\":[{\"op\":\"touch\",\"id\":\"" + UUID.randomUUID() + "\",\"node\":\"" + space.root()
                        + "\",\"modified\":\"yesterday\"}]}")) {
            var reply = post(operations, bad);
            assertThat(reply.statusCode()).as("%s: %s", bad, reply.body()).isEqualTo(400);
            assertThat(reply.body()).contains("\"field\"");
        }
        for (var path : List.of(
                "/api/v1/spaces/nonsense/trash",
                "/api/v1/spaces/" + space.id() + "/nodes/nonsense",
                "/api/v1/spaces/" + space.id() + "/changes?limit=x",
                "/api/v1/spaces/" + space.id() + "/trash?limit=0",
                "/api/v1/spaces/" + space.id() + "/trash?after=%00",
                "/api/v1/spaces/" + space.id() + "/keys?prefix=%00",
                "/api/v1/spaces/" + space.id() + "/keys?after=a%00b",
                "/api/v1/spaces/" + space.id() + "/nodes/" + space.root() + "/children?after=%00",
                "/api/v1/search",
                "/api/v1/search?q=%00",
                "/api/v1/search?q=a&after=%00")) {
            var reply = HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).as("%s: %s", path, reply.body()).isEqualTo(400);
        }
        for (var path : List.of("/path?path=%00", "/path?path=%ED%A0%80", "/path?path=a//b", "/path?path=/")) {
            var reply = HTTP.send(
                    request("/api/v1/spaces/" + space.id() + path).GET().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).as("%s: %s", path, reply.body()).isBetween(400, 404);
        }
    }

    @Test
    void startsAsAProcessOfItsOwnEvenBeforeTheBroker(@TempDir Path home) throws Exception {
        var secret = Files.writeString(home.resolve("secret"), "ab".repeat(32));
        var database = (HikariDataSource) TestPostgres.newDatabase();
        try (var context = SpringApplication.run(
                MetadataApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=off",
                "--spring.rabbitmq.port=1",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(),
                "--cairn.cluster-secret-file=" + secret)) {
            var uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
                    + "/api/v1/spaces");
            assertThat(HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + ANN.token().value());
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }
}
