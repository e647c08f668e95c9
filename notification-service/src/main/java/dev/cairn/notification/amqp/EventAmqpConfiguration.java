package dev.cairn.notification.amqp;

import dev.cairn.contracts.event.EventConsumer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feeds every {@link EventConsumer} of the process from a durable queue of its own, called after it and bound to all of
 * {@code cairn.events}; what it cannot take ends in the queue {@code <name>.dead}.
 */
@Configuration(proxyBeanMethods = false)
public class EventAmqpConfiguration {
    private static final String EVENTS = "cairn.events";
    private static final String DEAD = "cairn.events.dead";

    @Bean
    Declarables eventQueueDeclarations(List<EventConsumer> consumers) {
        var events = new TopicExchange(EVENTS, true, false);
        var dead = new DirectExchange(DEAD, true, false);
        var all = new ArrayList<Declarable>(List.of(events, dead));
        for (var consumer : consumers) {
            var queue = QueueBuilder.durable(consumer.name())
                    .deadLetterExchange(DEAD)
                    .deadLetterRoutingKey(consumer.name())
                    .build();
            var deadQueue = QueueBuilder.durable(consumer.name() + ".dead").build();
            all.add(queue);
            all.add(deadQueue);
            all.add(BindingBuilder.bind(queue).to(events).with("#"));
            all.add(BindingBuilder.bind(deadQueue).to(dead).with(consumer.name()));
        }
        return new Declarables(all);
    }

    @Bean
    EventQueues eventQueues(List<EventConsumer> consumers, ConnectionFactory broker, AmqpAdmin admin, JsonMapper json) {
        return new EventQueues(consumers, broker, admin, json, Retries.STANDARD);
    }
}
