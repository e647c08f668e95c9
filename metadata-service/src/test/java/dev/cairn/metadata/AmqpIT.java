package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.metadata.amqp.AmqpConfiguration;
import dev.cairn.metadata.amqp.AmqpEventBus;
import dev.cairn.testkit.server.TestRabbit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Events over a real broker, which goes away and comes back. */
final class AmqpIT {
    private static final String QUEUE = "reader";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aBrokerThatIsAwayLosesNothingAndMixesNothingUp(@TempDir Path home) throws Exception {
        try (var rabbit = TestRabbit.start(home.resolve("rabbit"));
                var service = new Service();
                var context = new AnnotationConfigApplicationContext()) {
            var factory = new CachingConnectionFactory(rabbit.uri());
            factory.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
            factory.setPublisherReturns(true);
            context.registerBean(ConnectionFactory.class, () -> factory);
            context.registerBean(RabbitTemplate.class, () -> new RabbitTemplate(factory));
            context.registerBean(RabbitAdmin.class, () -> new RabbitAdmin(factory));
            context.registerBean(JsonMapper.class, () -> JSON);
            context.register(AmqpConfiguration.class);
            context.refresh();
            var broker = context.getBean(RabbitTemplate.class);
            var admin = context.getBean(RabbitAdmin.class);

            service.clock.run();
            service.bus = context.getBean(EventBus.class);
            var ann = service.user("ann");
            var space = ann.personal();
            // Nobody listens yet: the event waits in the outbox instead of vanishing in the exchange.
            ann.done(space, service.folder(space.root(), "f0"));
            var queue = new Queue(QUEUE, true);
            admin.declareQueue(queue);
            admin.declareBinding(BindingBuilder.bind(queue)
                    .to(new TopicExchange(AmqpEventBus.EXCHANGE))
                    .with("nodes-changed.#"));
            assertThat(paths(broker, 1)).containsExactly("f0");

            rabbit.stop();
            for (int i = 1; i <= 20; i++) {
                ann.done(space, service.folder(space.root(), "f" + i));
            }
            rabbit.start();
            var expected = new ArrayList<String>();
            for (int i = 1; i <= 20; i++) {
                expected.add("f" + i);
            }
            assertThat(paths(broker, 20)).containsExactlyElementsOf(expected);
            factory.destroy();
        }
    }

    /** The paths of this many events, in the order they come; a second delivery of one does not count. */
    private static List<String> paths(RabbitTemplate broker, int count) throws InterruptedException {
        var paths = new ArrayList<String>();
        var seen = new HashSet<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (paths.size() < count && System.nanoTime() < deadline) {
            var message = broker.receive(QUEUE, 1_000);
            if (message == null) {
                continue;
            }
            assertThat(message.getMessageProperties().getReceivedDeliveryMode())
                    .isEqualTo(MessageDeliveryMode.PERSISTENT);
            assertThat(message.getMessageProperties().getType()).isEqualTo("cairn.event.v1");
            var envelope = JSON.readValue(message.getBody(), EventEnvelope.class);
            if (seen.add(envelope.id())) {
                paths.add(((Event.NodesChanged) envelope.event())
                        .notes()
                        .getFirst()
                        .path());
            }
        }
        return paths;
    }
}
