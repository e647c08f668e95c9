package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many at once: nothing appears behind a cursor, and the tree stays a tree. */
final class ConcurrencyIT {
    private static final int WRITERS = 6;
    private static final int BATCHES = 40;
    private static final Service SERVICE = new Service();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void noChangeEverAppearsBehindACursor() throws Exception {
        var owner = SERVICE.user("owner");
        var space = owner.call(() -> SERVICE.spaces.create(new NewSpace(SpaceKind.TEAM, "Busy", null)));
        long seed = Long.getLong("cairn.seed", System.nanoTime());
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<ChangesIT.Reader>>();
            for (int i = 0; i < 3; i++) {
                int limit = List.of(1000, 50, 7).get(i);
                readers.add(threads.submit(() -> follow(owner, space, limit, done)));
            }
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var user = SERVICE.user("writer" + i);
                owner.call(() ->
                        SERVICE.spaces.addMember(space.id(), new NewMember(user.caller.name(), SpaceRole.EDITOR)));
                var random = new Random(seed + i);
                writers.add(threads.submit(() -> write(user, space, random)));
            }
            for (var writer : writers) {
                writer.get();
            }
            done.set(true);
            var expected = everything(owner, space).tree();
            for (var reader : readers) {
                assertThat(reader.get().tree()).as("seed %d", seed).isEqualTo(expected);
            }
        }
        assertSound(space.id());
    }

    private static ChangesIT.Reader everything(Service.User user, Space space) {
        var reader = new ChangesIT.Reader(space.root());
        Delta delta = user.call(() -> SERVICE.nodes.changes(space.id(), null, 1000));
        reader.take(delta);
        while (delta.more()) {
            var cursor = delta.cursor();
            delta = user.call(() -> SERVICE.nodes.changes(space.id(), cursor, 1000));
            reader.take(delta);
        }
        return reader;
    }

    /** Follows the cursor while others write, and once more when they are done. */
    private static ChangesIT.Reader follow(Service.User user, Space space, int limit, AtomicBoolean done) {
        var reader = new ChangesIT.Reader(space.root());
        String cursor = null;
        boolean last = false;
        while (true) {
            var from = cursor;
            boolean end = done.get();
            var delta = user.call(() -> SERVICE.nodes.changes(space.id(), from, limit));
            reader.take(delta);
            cursor = delta.cursor();
            if (!delta.more() && last) {
                return reader;
            }
            last = end && !delta.more();
        }
    }

    private static void write(Service.User user, Space space, Random random) {
        var mine = new ArrayList<Operation.CreateFolder>();
        for (int batch = 0; batch < BATCHES; batch++) {
            var operations = new ArrayList<Operation>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                var parent = mine.isEmpty()
                        ? space.root()
                        : mine.get(random.nextInt(mine.size())).node();
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        var folder = SERVICE.folder(parent, user.caller.name() + "-" + batch + "-" + i);
                        operations.add(folder);
                        mine.add(folder);
                    }
                    case 2 ->
                        operations.add(SERVICE.move(
                                parent,
                                mine.isEmpty() ? space.root() : mine.getLast().node(),
                                "m" + batch + "-" + i));
                    case 3 -> operations.add(SERVICE.delete(parent));
                    default -> operations.add(SERVICE.file(parent, "f" + random.nextInt(20), "x" + random.nextInt()));
                }
            }
            user.commit(space, operations);
            if (random.nextInt(4) == 0) {
                restoreSomething(user, space, random);
            }
        }
    }

    private static void restoreSomething(Service.User user, Space space, Random random) {
        var trash = user.call(() -> SERVICE.nodes.trash(space.id(), null, 10)).entries();
        if (!trash.isEmpty()) {
            var entry = trash.get(random.nextInt(trash.size()));
            try {
                user.call(() -> SERVICE.nodes.restore(space.id(), entry.node().id()));
            } catch (ProblemException e) {
                assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND);
            }
        }
    }

    @Test
    void twoMovesAtOnceNeverMakeACycle() throws Exception {
        var ann = SERVICE.user("ann");
        var space = ann.personal();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 30; i++) {
                var a = ann.done(space, SERVICE.folder(space.root(), "a" + i));
                var b = ann.done(space, SERVICE.folder(space.root(), "b" + i));
                together(
                        threads,
                        () -> ann.commit(space, SERVICE.move(a.id(), b.id(), "x")),
                        () -> ann.commit(space, SERVICE.move(b.id(), a.id(), "x")));
            }
        }
        assertSound(space.id());
        assertThat(ann.names(space, space.root())).hasSize(30);
    }

    @Test
    void onlyOneGetsAName() throws Exception {
        var ann = SERVICE.user("bea");
        var space = ann.personal();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 20; i++) {
                var name = "n" + i;
                together(
                        threads,
                        () -> ann.commit(space, SERVICE.file(space.root(), name, "1")),
                        () -> ann.commit(space, SERVICE.folder(space.root(), name)),
                        () -> ann.commit(space, SERVICE.path(name, "2")),
                        () -> ann.commit(space, SERVICE.path(name + "/in", "3")));
            }
        }
        assertThat(ann.names(space, space.root())).hasSize(20);
        assertSound(space.id());
    }

    @Test
    void whoeverComesFirstMakesThePersonalSpace() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 10; i++) {
                var user = SERVICE.user("fresh" + i);
                Callable<Space> visit = user::personal;
                var spaces = together(threads, visit, visit, visit, visit, visit, visit, visit, visit);
                assertThat(spaces)
                        .extracting(Space::id)
                        .containsOnly(spaces.getFirst().id());
            }
        }
    }

    @SafeVarargs
    private static <T> List<T> together(ExecutorService threads, Callable<? extends T>... work)
            throws InterruptedException, ExecutionException {
        var gate = new CountDownLatch(1);
        var jobs = new ArrayList<Future<? extends T>>();
        for (var job : work) {
            jobs.add(threads.submit(() -> {
                gate.await();
                return job.call();
            }));
        }
        gate.countDown();
        var results = new ArrayList<T>();
        for (var job : jobs) {
            results.add(job.get());
        }
        return results;
    }

    /** No orphan, no cycle, no twin; usage and sequence are what the rows say. */
    static void assertSound(SpaceId space) {
        var jdbc = JdbcClient.create(SERVICE.database);
        assertSound(jdbc, space);
    }

    static void assertSound(JdbcClient jdbc, SpaceId space) {
        var reached =
                jdbc.sql("""
                        WITH RECURSIVE down AS (
                            SELECT id FROM metadata.node WHERE space_id = :space AND parent_id IS NULL
                            UNION ALL SELECT n.id FROM down JOIN metadata.node n ON n.space_id = :space AND n.parent_id = down.id)
                        SELECT count(*) FROM down""").param("space", space.value()).query(Long.class).single();
        var nodes = number(jdbc, space, "SELECT count(*) FROM metadata.node WHERE space_id = :space");
        assertThat(reached).isEqualTo(nodes);
        assertThat(number(jdbc, space, "SELECT used_nodes + 1 FROM metadata.space WHERE id = :space"))
                .isEqualTo(nodes);
        assertThat(number(jdbc, space, "SELECT used_bytes FROM metadata.space WHERE id = :space"))
                .isEqualTo(number(
                        jdbc,
                        space,
                        "SELECT coalesce(sum(size), 0)::bigint FROM metadata.version WHERE space_id = :space"));
        assertThat(number(jdbc, space, "SELECT max(sequence) FROM metadata.node WHERE space_id = :space"))
                .isLessThanOrEqualTo(number(jdbc, space, "SELECT sequence FROM metadata.space WHERE id = :space"));
    }

    private static long number(JdbcClient jdbc, SpaceId space, String query) {
        return jdbc.sql(query).param("space", space.value()).query(Long.class).single();
    }
}
