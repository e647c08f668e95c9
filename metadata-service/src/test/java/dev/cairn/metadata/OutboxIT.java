package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.testkit.server.TestPostgres;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events leave once it is true what they say, in order, and wait as long as they must. */
final class OutboxIT {
    @Test
    void aFailingBusHoldsItsSpaceAndNoOther() throws Exception {
        try (var service = new Service()) {
            var down = new AtomicBoolean(true);
            var ann = service.user("ann");
            var bob = service.user("bob");
            var annSpace = ann.personal();
            var bobSpace = bob.personal();
            service.bus = envelope -> {
                if (down.get() && envelope.event().space().equals(annSpace.id())) {
                    throw new IllegalStateException("down");
                }
                service.events.add(envelope);
            };
            for (int i = 0; i < 3; i++) {
                ann.done(annSpace, service.folder(annSpace.root(), "f" + i));
            }
            bob.done(bobSpace, service.folder(bobSpace.root(), "g"));
            assertThat(path(service.awaitEvent(bobSpace, Event.NodesChanged.class)))
                    .isEqualTo("g");

            var registry = new SimpleMeterRegistry();
            service.all(MeterBinder.class).forEach(binder -> binder.bindTo(registry));
            service.clock.advance(Duration.ofSeconds(30));
            awaitEvents(registry, 3);
            assertThat(registry.get("cairn.metadata.outbox.lag").gauge().value())
                    .isEqualTo(30);

            down.set(false);
            service.clock.run();
            for (int i = 0; i < 3; i++) {
                assertThat(path(service.awaitEvent(annSpace, Event.NodesChanged.class)))
                        .isEqualTo("f" + i);
            }
        }
    }

    /** An event leaves the outbox only after it has been given out, so the last one may be counted a moment longer. */
    private static void awaitEvents(SimpleMeterRegistry registry, double expected) throws InterruptedException {
        var gauge = registry.get("cairn.metadata.outbox.events").gauge();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (gauge.value() != expected && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(gauge.value()).isEqualTo(expected);
    }

    @Test
    void aBadEventOrAnErrorHoldsUpNoOtherSpace() throws Exception {
        var database = TestPostgres.newDatabase();
        try (var service = new Service(database)) {
            var spaces = List.of(
                    service.user("ann").personal(),
                    service.user("bob").personal(),
                    service.user("cid").personal());
            var users = List.of(service.user("ann"), service.user("bob"), service.user("cid"));
            // The relay goes through the spaces in the order of their ids: all but the last one fail.
            var sorted = new ArrayList<>(List.of(0, 1, 2));
            sorted.sort(java.util.Comparator.comparing(i -> spaces.get(i).id().toString()));
            var bad = spaces.get(sorted.getFirst());
            var broken = spaces.get(sorted.get(1));
            var good = spaces.get(sorted.getLast());
            JdbcClient.create(database)
                    .sql("INSERT INTO metadata.outbox (space_id, event_id, at, event)"
                            + " VALUES (?, gen_random_uuid(), now(), '{\"type\":\"from-elsewhere\"}')")
                    .param(bad.id().value())
                    .update();
            service.bus = envelope -> {
                if (envelope.event().space().equals(broken.id())) {
                    throw new NoClassDefFoundError("missing");
                }
                service.events.add(envelope);
            };
            for (int i : sorted) {
                users.get(i).done(spaces.get(i), service.folder(spaces.get(i).root(), "f"));
            }
            assertThat(path(service.awaitEvent(good, Event.NodesChanged.class))).isEqualTo("f");
            users.get(sorted.getLast()).done(good, service.folder(good.root(), "g"));
            assertThat(path(service.awaitEvent(good, Event.NodesChanged.class))).isEqualTo("g");
        }
    }

    @Test
    void twoProcessesDeliverEverythingInOrder() throws Exception {
        var database = TestPostgres.newDatabase();
        try (var one = new Service(database);
                var other = new Service(database);
                var threads = Executors.newFixedThreadPool(4)) {
            other.bus = one.events::add;
            var ann = one.user("ann");
            var spaces = List.of(ann.personal(), one.user("bob").personal());
            var users = List.of(ann, one.user("bob"));
            var work = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 4; thread++) {
                int which = thread;
                work.add(threads.submit(() -> {
                    var service = which % 2 == 0 ? one : other;
                    var space = spaces.get(which / 2);
                    var user = service.new User(users.get(which / 2).caller);
                    for (int i = 0; i < 50; i++) {
                        user.done(space, service.folder(space.root(), which + "-" + i));
                    }
                }));
            }
            for (var job : work) {
                job.get();
            }
            var last = new HashMap<Space, Long>();
            int left = 200;
            while (left > 0) {
                var envelope = one.events.poll(20, TimeUnit.SECONDS);
                assertThat(envelope).isNotNull();
                if (envelope.event() instanceof Event.NodesChanged changed) {
                    var space = spaces.stream()
                            .filter(candidate -> candidate.id().equals(changed.space()))
                            .findAny()
                            .orElseThrow();
                    long expected = last.getOrDefault(space, changed.before());
                    assertThat(changed.before()).isEqualTo(expected);
                    last.put(space, changed.after());
                    left--;
                }
            }
        }
    }

    @Test
    void anEventLeavesWithinMilliseconds() throws Exception {
        try (var service = new Service()) {
            var ann = service.user("ann");
            var space = ann.personal();
            var times = new ArrayList<Long>();
            for (int i = 0; i < 30; i++) {
                ann.done(space, service.folder(space.root(), "f" + i));
                long committed = System.nanoTime();
                service.awaitEvent(space, Event.NodesChanged.class);
                times.add((System.nanoTime() - committed) / 1_000_000);
            }
            times.sort(null);
            // The median, with room for a busy machine; waiting for the poll would take half a second.
            assertThat(times.get(15)).isLessThan(200);
        }
    }

    private static String path(Event.NodesChanged event) {
        return event.notes().getFirst().path();
    }
}
