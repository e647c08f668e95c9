package dev.cairn.metadata.amqp;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventEnvelope;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes events to the exchange {@link #EXCHANGE} (docs/formats.md, "Event"). An event is taken when the broker has written
 * it to at least one queue and says so; an event that reaches no queue is not taken and stays in the outbox.
 */
public final class AmqpEventBus implements EventBus {
    /** The durable topic exchange. */
    public static final String EXCHANGE = "cairn.events";
    /** The marker of the message's form. */
    static final String TYPE_V1 = "cairn.event.v1";

    private static final Duration CONFIRM_WAIT_MAX = Duration.ofSeconds(10);

    private final RabbitTemplate broker;
    private final JsonMapper json;

    /** @param broker on a connection factory with correlated confirms and returns */
    AmqpEventBus(RabbitTemplate broker, JsonMapper json) {
        this.broker = broker;
        this.json = json;
        broker.setMandatory(true);
    }

    @Override
    public void deliver(EventEnvelope envelope) {
        var correlation = new CorrelationData(envelope.id().toString());
        broker.send(EXCHANGE, routingKey(envelope.event()), message(envelope), correlation);
        try {
            var confirm = correlation.getFuture().get(CONFIRM_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (!confirm.ack()) {
                throw new AmqpException("the broker refused event " + envelope.id() + ": " + confirm.reason());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmqpException("interrupted while waiting for the broker", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AmqpException("the broker did not confirm event " + envelope.id(), e);
        }
        if (correlation.getReturned() != null) {
            throw new AmqpException("no queue takes event " + envelope.id());
        }
    }

    private Message message(EventEnvelope envelope) {
        return MessageBuilder.withBody(json.writeValueAsBytes(envelope))
                .setContentType("application/json")
                .setContentEncoding("utf-8")
                .setType(TYPE_V1)
                .setMessageId(envelope.id().toString())
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    /** Kind and space, so that a queue can ask for a part. */
    private static String routingKey(Event event) {
        var kind =
                switch (event) {
                    case Event.NodesChanged _ -> "nodes-changed";
                    case Event.AccessChanged _ -> "access-changed";
                    case Event.LinkCreated _ -> "link-created";
                };
        return kind + "." + event.space();
    }
}
