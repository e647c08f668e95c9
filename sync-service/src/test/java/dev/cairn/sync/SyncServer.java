package dev.cairn.sync;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.Tickets;
import dev.cairn.testkit.fake.FakeCallers;
import dev.cairn.testkit.fake.FakeTokens;
import dev.cairn.testkit.fake.FakeTree;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The sync service on a real port, hearing the events of a tree in memory. Its clock moves only when told to. */
public final class SyncServer implements AutoCloseable {
    public static final Caller ANN = FakeCallers.named("ann");
    public static final Caller BOB = FakeCallers.named("bob");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final AtomicBoolean deaf = new AtomicBoolean();
    public final InstantSource clock = now::get;
    public final Random random = new Random(3);
    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    public final FakeTree tree = new FakeTree(clock, random, new Tickets(secret, clock));
    public final Space space = Callers.call(ANN, () -> tree.space("personal"));
    public final ConfigurableApplicationContext context;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = RabbitAutoConfiguration.class)
    @Import(SyncModule.class)
    static class Application {}

    public SyncServer(String... properties) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.threads.virtual.enabled=true",
                "--spring.jmx.enabled=false",
                "--management.health.rabbit.enabled=false",
                "--logging.level.root=warn"));
        arguments.addAll(List.of(properties));
        context = new SpringApplicationBuilder(Application.class)
                .initializers(starting -> {
                    var beans = (GenericApplicationContext) starting;
                    beans.registerBean(InstantSource.class, () -> clock);
                    beans.registerBean(ClusterSecret.class, () -> secret);
                    beans.registerBean(JwtDecoder.class, () -> new FakeTokens(clock));
                    beans.registerBean(FakeTree.class, () -> tree);
                })
                .run(arguments.toArray(String[]::new));
        var ears = context.getBeansOfType(EventConsumer.class).values();
        tree.onEvent(envelope -> hear(ears, envelope));
    }

    private void hear(Iterable<EventConsumer> ears, EventEnvelope envelope) {
        if (!deaf.get()) {
            ears.forEach(ear -> {
                ear.accept(envelope);
                // At least once.
                ear.accept(envelope);
            });
        }
    }

    /** Whether events are lost from now on. */
    public void deaf(boolean now) {
        deaf.set(now);
    }

    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    public URI uri(String scheme, String path) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /** Makes folders in one commit. */
    public CommitReply makeFolders(SpaceId where, NodeId root, int count) {
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < count; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            operations.add(new Operation.CreateFolder(
                    new OperationId(id), new NodeId(id), root, "folder " + id, clock.instant()));
        }
        return Callers.call(ANN, () -> tree.commit(where, new Operations(operations)));
    }

    public CommitReply makeFolder() {
        return makeFolders(space.id(), space.root(), 1);
    }

    @Override
    public void close() {
        context.close();
    }
}
