package dev.cairn.sync.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.sync.event.EventLoss;
import dev.cairn.testkit.server.TestRabbit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class BrokerEventsTest {
    private static final int WAIT_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyProcessHearsEveryEventAndKnowsWhenItMayHaveMissedSome(@TempDir Path home) throws Exception {
        try (var rabbit = TestRabbit.start(home);
                var one = new Listener(rabbit);
                var two = new Listener(rabbit)) {
            var out = new RabbitTemplate(connect(rabbit));
            one.awaitLoss();
            two.awaitLoss();

            var first = event();
            out.convertAndSend("cairn.events", "nodes-changed", JSON.writeValueAsBytes(first));
            assertThat(one.hear()).isEqualTo(first);
            assertThat(two.hear()).isEqualTo(first);
            out.convertAndSend(
                    "cairn.events", "nodes-changed", "not an event".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            one.awaitLoss();
            two.awaitLoss();

            rabbit.stop();
            rabbit.start();
            one.awaitLoss();
            two.awaitLoss();
            var second = event();
            publish(out, second);
            assertThat(one.hear()).isEqualTo(second);
            assertThat(two.hear()).isEqualTo(second);
        }
    }

    private static void publish(RabbitTemplate out, EventEnvelope event) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (true) {
            try {
                out.convertAndSend("cairn.events", "nodes-changed", JSON.writeValueAsBytes(event));
                return;
            } catch (AmqpException e) {
                // The sender's connection has to come back too.
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    private static CachingConnectionFactory connect(TestRabbit rabbit) {
        return new CachingConnectionFactory(rabbit.uri());
    }

    private static EventEnvelope event() {
        var event = new Event.LinkCreated(
                new SpaceId(UUID.randomUUID()),
                "space",
                new NodeId(UUID.randomUUID()),
                "node",
                new AccountId(UUID.randomUUID()),
                "ann");
        return new EventEnvelope(new EventId(UUID.randomUUID()), Instant.EPOCH, event);
    }

    /** A process of the service, as far as the broker can tell. */
    private static final class Listener implements EventConsumer, EventLoss, AutoCloseable {
        private final BlockingQueue<EventEnvelope> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<Boolean> losses = new LinkedBlockingQueue<>();
        private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

        Listener(TestRabbit rabbit) {
            context.registerBean(ConnectionFactory.class, () -> connect(rabbit));
            context.registerBean(AmqpAdmin.class, () -> new RabbitAdmin(context.getBean(ConnectionFactory.class)));
            context.registerBean(JsonMapper.class, () -> JSON);
            context.registerBean(Listener.class, () -> this);
            context.register(SyncAmqpConfiguration.class);
            context.refresh();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void accept(EventEnvelope envelope) {
            heard.add(envelope);
        }

        @Override
        public void onEventsLost() {
            losses.add(true);
        }

        EventEnvelope hear() throws InterruptedException {
            return java.util.Objects.requireNonNull(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS), "nothing heard");
        }

        void awaitLoss() throws InterruptedException {
            assertThat(losses.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
