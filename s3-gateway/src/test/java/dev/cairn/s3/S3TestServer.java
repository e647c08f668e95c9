package dev.cairn.s3;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeDeviceUploads;
import dev.cairn.testkit.fake.FakePolicies;
import dev.cairn.testkit.fake.FakeSessions;
import dev.cairn.testkit.fake.FakeTokens;
import dev.cairn.testkit.fake.FakeTree;
import dev.cairn.testkit.server.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The endpoint on a real port and a real database, in front of the other services in memory. One for all tests of the JVM. */
public final class S3TestServer {
    public static final Caller ANN = FakeCallers.named("ann");
    public static final Caller BEN = FakeCallers.named("ben");
    public static final String ANN_KEY = "ANNSACCESSKEY0000001";
    public static final String ANN_SECRET = "anns/secret+key/0123456789abcdef012345678";
    public static final String BEN_KEY = "BENSACCESSKEY0000001";
    public static final String BEN_SECRET = "bens/secret+key/0123456789abcdef012345678";
    public static final String DOMAIN = "s3.example.test";

    private static final class Shared {
        static final S3TestServer SERVER = new S3TestServer();
    }

    private final DataSource database = TestPostgres.newDatabase();
    private final InstantSource clock = InstantSource.system();
    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    public final FakeChunkStore chunks = new FakeChunkStore();
    public final FakeTree tree = new FakeTree(clock, new Random(7), new Tickets(secret, clock));
    public final FakePolicies policies = new FakePolicies(tree);
    public final FakeSessions sessions = new FakeSessions(chunks, tree, clock, new Ids(clock, new Random(11)));
    public final FakeDirectory directory = new FakeDirectory(clock);
    public final int port = freePort();
    private ConfigurableApplicationContext context;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
    @Import({S3Module.class, S3ServerConfiguration.class, ApiSecurityConfiguration.class})
    static class Application {}

    private S3TestServer() {
        tree.requireDurable(chunks::has);
        tree.know(ANN);
        tree.know(BEN);
        directory.add("ann", ANN_KEY, ANN_SECRET);
        directory.add("ben", BEN_KEY, BEN_SECRET);
        context = start();
    }

    public static S3TestServer get() {
        return Shared.SERVER;
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .initializers(starting -> {
                    var beans = (GenericApplicationContext) starting;
                    // Stays open over a restart.
                    beans.registerBean(
                            "dataSource", DataSource.class, () -> database, bean -> bean.setDestroyMethodName(""));
                    beans.registerBean(InstantSource.class, () -> clock);
                    beans.registerBean(ClusterSecret.class, () -> secret);
                    beans.registerBean(JwtDecoder.class, () -> new FakeTokens(clock));
                    beans.registerBean("chunkApi", FakeChunkStore.class, () -> chunks);
                    beans.registerBean("tree", FakeTree.class, () -> tree);
                    beans.registerBean("policies", FakePolicies.class, () -> policies);
                    beans.registerBean("sessions", FakeSessions.class, () -> sessions);
                    beans.registerBean("directory", FakeDirectory.class, () -> directory);
                    beans.registerBean(FakeDeviceUploads.class, () -> new FakeDeviceUploads(chunks, tree, secret));
                })
                .run(
                        "--server.port=" + port,
                        "--cairn.s3.port=" + port,
                        "--cairn.s3.domains=" + DOMAIN,
                        "--spring.main.banner-mode=off",
                        "--spring.threads.virtual.enabled=true",
                        "--logging.level.root=warn",
                        "--spring.jmx.enabled=false");
    }

    /** Stops the endpoint and starts it again; what the other services know stays. */
    public void restart() {
        context.close();
        context = start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    public Space space(Caller caller, String bucket) {
        return Callers.call(caller, () -> tree.space(bucket));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
