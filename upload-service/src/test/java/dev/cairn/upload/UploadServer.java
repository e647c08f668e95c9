package dev.cairn.upload;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.ServiceSignature;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeTokens;
import dev.cairn.testkit.fake.FakeTree;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The upload service on a real port and a real database, in front of storage and metadata in memory; can be started again on the
 * same state.
 */
public final class UploadServer implements AutoCloseable {
    public static final Caller ANN = FakeCallers.named("ann");

    // Wrapped, so that a stopping service does not close it.
    private final DataSource database = new DelegatingDataSource(TestPostgres.newDatabase());
    public final FakeChunkStore chunks = new FakeChunkStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    public final FakeTree tree = new FakeTree(clock, new Random(5), new Tickets(secret, clock));
    public final Space space = Callers.call(ANN, () -> tree.space("personal"));
    public final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String[] settings;
    private ConfigurableApplicationContext context;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import(UploadModule.class)
    static class Application {}

    /** @param settings more command line arguments */
    public UploadServer(String... settings) {
        this.settings = settings.clone();
        tree.requireDurable(chunks::has);
        context = start();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .initializers(starting -> {
                    var beans = (org.springframework.context.support.GenericApplicationContext) starting;
                    beans.registerBean(DataSource.class, () -> database);
                    beans.registerBean(InstantSource.class, () -> clock);
                    beans.registerBean(ClusterSecret.class, () -> secret);
                    beans.registerBean(JwtDecoder.class, () -> new FakeTokens(clock));
                    beans.registerBean("chunkApi", FakeChunkStore.class, () -> chunks);
                    beans.registerBean("tree", FakeTree.class, () -> tree);
                })
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.main.banner-mode=off",
                                        "--spring.threads.virtual.enabled=true",
                                        "--server.tomcat.max-swallow-size=-1",
                                        "--logging.level.root=warn",
                                        "--cairn.upload.session.size-max=64MB",
                                        "--spring.jmx.enabled=false"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    /** What it answers to. */
    public RequestMappingHandlerMapping endpoints() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** What proves that a service of the installation asks. */
    public String signature(String method, String path) {
        return new ServiceSignature(secret, clock).sign(method, path);
    }

    /** Stops the service and starts it again. */
    public void restart() {
        context.close();
        context = start();
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port()).resolve(path);
    }

    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Sends a request as {@code caller}; headers alternate names and values. */
    public HttpResponse<byte[]> send(Caller caller, String method, URI uri, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + caller.token().value()));
        var request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .headers(all.toArray(String[]::new))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
