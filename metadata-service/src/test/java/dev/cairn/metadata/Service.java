package dev.cairn.metadata;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.content.ContentId;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeDirectory;
import dev.cairn.testkit.server.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The service with a database of its own, and short words for what tests do with it. */
final class Service implements AutoCloseable {
    static final Instant MODIFIED = Instant.parse("2020-02-03T04:05:06.123456789Z");

    private static final AtomicLong SEEDS = new AtomicLong();

    final FakeDirectory directory = new FakeDirectory();
    final BlockingQueue<EventEnvelope> events = new LinkedBlockingQueue<>();
    final FakeChunkStore chunks = new FakeChunkStore();
    final TestClock clock = new TestClock();
    final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]);
    final DataSource database;
    final SpaceApi spaces;
    final NodeApi nodes;
    final CommitApi commits;
    volatile EventBus bus = events::add;

    private final AnnotationConfigApplicationContext context;
    /** Never the same ids in two of these: a repeated operation id is a repetition. */
    private final Ids ids = new Ids(InstantSource.system(), new Random(SEEDS.incrementAndGet()));

    Service() {
        this(TestPostgres.newDatabase());
    }

    Service(DataSource database) {
        this(database, Map.of());
    }

    /** @param properties beside those of every test */
    Service(DataSource database, Map<String, String> properties) {
        this.database = database;
        context = new AnnotationConfigApplicationContext();
        // Upkeep runs when a test says so, and in portions so small that most tests see several.
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("cairn.metadata.policy.poll", "1d");
        settings.put("cairn.metadata.policy.batch", "7");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        context.registerBean(JdbcOperations.class, () -> new JdbcTemplate(database));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.registerBean(ClusterSecret.class, () -> secret);
        context.registerBean(Attempts.class, () -> new InProcessAttempts(clock));
        context.registerBean(EventBus.class, () -> envelope -> bus.deliver(envelope));
        context.registerBean(DirectoryApi.class, () -> directory);
        context.registerBean(ChunkApi.class, () -> chunks);
        context.register(MetadataFeatures.class);
        context.refresh();
        spaces = bean(SpaceApi.class);
        nodes = bean(NodeApi.class);
        commits = bean(CommitApi.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    @Override
    public void close() {
        context.close();
    }

    /** The next event of this kind in this space; waits for it up to ten seconds. */
    <E extends Event> E awaitEvent(Space space, Class<E> kind) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            var envelope = events.poll(left, TimeUnit.NANOSECONDS);
            if (envelope != null && envelope.event().space().equals(space.id()) && kind.isInstance(envelope.event())) {
                return kind.cast(envelope.event());
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " came; in the outbox: "
                + JdbcClient.create(database)
                        .sql("SELECT id, at, event FROM metadata.outbox WHERE space_id = ? ORDER BY id")
                        .param(space.id().value())
                        .query()
                        .listOfRows());
    }

    /** The time, which only tests move. */
    static final class TestClock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private volatile boolean running;

        @Override
        public Instant instant() {
            return running ? InstantSource.system().instant() : now;
        }

        /** From now on it goes as time does. */
        void run() {
            running = true;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }
    }

    /** Somebody and their personal space. */
    User user(String name) {
        return new User(directory.add(name));
    }

    /** Somebody who may do everything to accounts. */
    User admin(String name) {
        return new User(directory.addAdmin(name));
    }

    /** A content like no other for this text. */
    static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ContentId.of(bytes, 0, bytes.length);
    }

    OperationId operationId() {
        return new OperationId(ids.next());
    }

    NodeId nodeId() {
        return new NodeId(ids.next());
    }

    Operation.CreateFolder folder(NodeId parent, String name) {
        return new Operation.CreateFolder(operationId(), nodeId(), parent, name, MODIFIED);
    }

    Operation.PutFile file(NodeId parent, String name, String text) {
        return new Operation.PutFile(
                operationId(), nodeId(), parent, name, null, content(text), text.length(), MODIFIED, false, null);
    }

    Operation.PutFile edit(NodeId node, @Nullable VersionId base, String text) {
        return new Operation.PutFile(
                operationId(), node, node, "ignored", base, content(text), text.length(), MODIFIED, false, null);
    }

    Operation.PutPath path(String path, String text) {
        return new Operation.PutPath(operationId(), path, content(text), text.length(), MODIFIED, false, null);
    }

    Operation.Move move(NodeId node, NodeId parent, String name) {
        return new Operation.Move(operationId(), node, parent, name);
    }

    Operation.Delete delete(NodeId node) {
        return new Operation.Delete(operationId(), node, null, null);
    }

    /** Acts for somebody. */
    final class User {
        final Caller caller;

        User(Caller caller) {
            this.caller = caller;
        }

        <T> T call(ScopedValue.CallableOp<? extends T, RuntimeException> work) {
            return Callers.<T, RuntimeException>call(caller, work);
        }

        Space personal() {
            return call(() -> spaces.space("personal"));
        }

        CommitReply commit(Space space, Operation... operations) {
            return commit(space, List.of(operations));
        }

        CommitReply commit(Space space, List<Operation> operations) {
            return call(() -> commits.commit(space.id(), 0, new Operations(operations)));
        }

        /** Commits one operation that must succeed. */
        Node done(Space space, Operation operation) {
            return Objects.requireNonNull(applied(space, operation).node());
        }

        Node.File doneFile(Space space, Operation operation) {
            return (Node.File) done(space, operation);
        }

        OperationResult.Applied applied(Space space, Operation operation) {
            var result = commit(space, operation).results().getFirst();
            if (result instanceof OperationResult.Applied applied) {
                return applied;
            }
            throw new AssertionError("refused: " + result);
        }

        /** Commits one operation that must be refused. */
        OperationResult.Rejected refused(Space space, Operation operation) {
            var result = commit(space, operation).results().getFirst();
            if (result instanceof OperationResult.Rejected rejected) {
                return rejected;
            }
            throw new AssertionError("applied: " + result);
        }

        List<String> names(Space space, NodeId folder) {
            return call(() -> nodes.children(space.id(), folder, null, 1000)).nodes().stream()
                    .map(Node::name)
                    .toList();
        }
    }
}
