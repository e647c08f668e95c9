package dev.cairn.sync.amqp;

import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.sync.event.EventLoss;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** An exclusive queue of this process, bound to all of {@code cairn.events}; it ends with the connection. */
@Configuration(proxyBeanMethods = false)
public class SyncAmqpConfiguration {
    private static final String EVENTS = "cairn.events";

    @Bean
    Queue syncEventQueue() {
        return new Queue("cairn.sync." + UUID.randomUUID(), false, true, true);
    }

    @Bean
    Declarables syncEventDeclarations(Queue queue) {
        var events = new TopicExchange(EVENTS, true, false);
        return new Declarables(events, BindingBuilder.bind(queue).to(events).with("#"));
    }

    @Bean
    BrokerEvents brokerEvents(
            Queue queue,
            List<EventConsumer> ears,
            List<EventLoss> losers,
            ConnectionFactory broker,
            AmqpAdmin admin,
            JsonMapper json) {
        return new BrokerEvents(queue.getName(), ears, losers, broker, admin, json);
    }
}
