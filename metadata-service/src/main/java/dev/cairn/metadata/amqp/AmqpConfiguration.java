package dev.cairn.metadata.amqp;

import dev.cairn.contracts.event.EventBus;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way to the broker. Needs {@code spring.rabbitmq.publisher-confirm-type=correlated} and
 * {@code spring.rabbitmq.publisher-returns=true}.
 */
@Configuration(proxyBeanMethods = false)
public class AmqpConfiguration {
    @Bean
    TopicExchange eventExchange() {
        return new TopicExchange(AmqpEventBus.EXCHANGE, true, false);
    }

    @Bean
    EventBus amqpEventBus(RabbitTemplate broker, JsonMapper json) {
        return new AmqpEventBus(broker, json);
    }
}
