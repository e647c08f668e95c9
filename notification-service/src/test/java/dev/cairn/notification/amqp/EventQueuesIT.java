package dev.cairn.notification.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.testkit.server.TestRabbit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Against a real broker. */
class EventQueuesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Retries QUICK = new Retries(5, Duration.ofMillis(10), Duration.ofMillis(50));
    private static final long SECONDS_MAX = 60;

    @SuppressWarnings("NullAway.Init")
    private static TestRabbit rabbit;

    private final CachingConnectionFactory broker = new CachingConnectionFactory(rabbit.uri());
    private final RabbitAdmin admin = new RabbitAdmin(broker);
    private final RabbitTemplate out = new RabbitTemplate(broker);
    private final Ear ear = new Ear("ear." + UUID.randomUUID());
    private final EventQueues queues = new EventQueues(List.of(ear), broker, admin, JSON, QUICK);

    /** Takes events, and refuses as often as it is told to. */
    private static final class Ear implements EventConsumer {
        final String name;
        final BlockingQueue<EventId> taken = new LinkedBlockingQueue<>();
        final AtomicInteger refusals = new AtomicInteger();
        final AtomicInteger asked = new AtomicInteger();

        Ear(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void accept(EventEnvelope envelope) {
            asked.incrementAndGet();
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("not now");
            }
            taken.add(envelope.id());
        }
    }

    @BeforeAll
    static void startBroker(@TempDir Path home) {
        rabbit = TestRabbit.start(home);
    }

    @AfterAll
    static void stopBroker() {
        rabbit.close();
    }

    @BeforeEach
    void declare() {
        for (Declarable one : new EventAmqpConfiguration()
                .eventQueueDeclarations(List.of(ear))
                .getDeclarables()) {
            switch (one) {
                case Queue queue -> admin.declareQueue(queue);
                case Exchange exchange -> admin.declareExchange(exchange);
                case org.springframework.amqp.core.Binding binding -> admin.declareBinding(binding);
                default -> throw new IllegalStateException("unexpected " + one);
            }
        }
    }

    @AfterEach
    void stop() {
        queues.stop();
        broker.destroy();
    }

    private EventId publish() {
        var event = new EventEnvelope(
                new EventId(UUID.randomUUID()),
                Instant.EPOCH,
                new Event.LinkCreated(
                        new SpaceId(UUID.randomUUID()),
                        "Team",
                        new NodeId(UUID.randomUUID()),
                        "f",
                        new AccountId(UUID.randomUUID()),
                        "ann"));
        out.convertAndSend("cairn.events", "link-created", JSON.writeValueAsBytes(event));
        return event.id();
    }

    private EventId next() throws InterruptedException {
        var id = ear.taken.poll(SECONDS_MAX, TimeUnit.SECONDS);
        if (id == null) {
            throw new AssertionError("no event within " + SECONDS_MAX + " s");
        }
        return id;
    }

    private byte[] dead() {
        var message = out.receive(ear.name + ".dead", TimeUnit.SECONDS.toMillis(SECONDS_MAX));
        if (message == null) {
            throw new AssertionError("no dead letter within " + SECONDS_MAX + " s");
        }
        return message.getBody();
    }

    @Test
    void eventsWaitForAConsumerThatIsAwayAndComeInOrder() throws Exception {
        var first = publish();
        var second = publish();
        queues.start();
        var third = publish();
        assertThat(List.of(next(), next(), next())).containsExactly(first, second, third);
    }

    @Test
    void aConsumerThatFailsIsAskedAgainBeforeAnythingElse() throws Exception {
        ear.refusals.set(3);
        queues.start();
        var first = publish();
        var second = publish();
        assertThat(List.of(next(), next())).containsExactly(first, second);
        assertThat(ear.asked).hasValue(5);
    }

    @Test
    void whatCannotBeTakenGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        ear.refusals.set(5);
        queues.start();
        var poison = publish();
        var good = publish();
        assertThat(next()).isEqualTo(good);
        assertThat(new String(dead(), StandardCharsets.UTF_8)).contains(poison.toString());
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAtOnce() throws Exception {
        queues.start();
        out.convertAndSend("cairn.events", "x", "no event".getBytes(StandardCharsets.UTF_8));
        var good = publish();
        assertThat(next()).isEqualTo(good);
        assertThat(dead()).asString(StandardCharsets.UTF_8).isEqualTo("no event");
        assertThat(ear.asked).hasValue(1);
    }

    @Test
    void eventsOutliveTheBrokersRestart() throws Exception {
        var waiting = publish();
        rabbit.stop();
        rabbit.start();
        queues.start();
        assertThat(next()).isEqualTo(waiting);
        queues.stop();
    }
}
