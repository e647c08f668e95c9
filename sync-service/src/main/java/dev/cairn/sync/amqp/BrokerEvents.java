package dev.cairn.sync.amqp;

import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.sync.event.EventLoss;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears events for as long as the application runs and connects again by itself. Whenever it begins to hear (again), events may
 * have passed before: {@link EventLoss}. So an event that could not be taken need not be kept either.
 */
final class BrokerEvents implements SmartLifecycle, ApplicationEventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerEvents.class);
    private static final int PREFETCH = 250;
    private static final long RECOVERY_MILLIS = 500;

    private final String queue;
    private final List<EventConsumer> ears;
    private final List<EventLoss> losers;
    private final ConnectionFactory broker;
    private final AmqpAdmin admin;
    private final JsonMapper json;
    private @Nullable SimpleMessageListenerContainer container;

    BrokerEvents(
            String queue,
            List<EventConsumer> ears,
            List<EventLoss> losers,
            ConnectionFactory broker,
            AmqpAdmin admin,
            JsonMapper json) {
        this.queue = queue;
        this.ears = ears;
        this.losers = losers;
        this.broker = broker;
        this.admin = admin;
        this.json = json;
    }

    @Override
    public synchronized void start() {
        var started = new SimpleMessageListenerContainer(broker);
        started.setQueueNames(queue);
        started.setAmqpAdmin(admin);
        // The broker may come up after us, and the queue is gone after every outage.
        started.setMissingQueuesFatal(false);
        started.setAcknowledgeMode(AcknowledgeMode.AUTO);
        started.setDefaultRequeueRejected(false);
        started.setConcurrentConsumers(1);
        started.setPrefetchCount(PREFETCH);
        started.setRecoveryInterval(RECOVERY_MILLIS);
        started.setFailedDeclarationRetryInterval(RECOVERY_MILLIS);
        started.setApplicationEventPublisher(this);
        started.setMessageListener(this::onMessage);
        started.afterPropertiesSet();
        started.start();
        container = started;
    }

    @Override
    public synchronized void stop() {
        if (container != null) {
            container.stop();
            container = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return container != null;
    }

    @Override
    public void publishEvent(Object event) {
        if (event instanceof ConsumeOkEvent) {
            losers.forEach(EventLoss::onEventsLost);
        }
    }

    private void onMessage(Message message) {
        EventEnvelope envelope;
        try {
            envelope = json.readValue(message.getBody(), EventEnvelope.class);
        } catch (JacksonException e) {
            LOG.error("a message that is not an event", e);
            losers.forEach(EventLoss::onEventsLost);
            return;
        }
        for (var ear : ears) {
            try {
                ear.accept(envelope);
            } catch (RuntimeException e) {
                LOG.warn("{} could not take event {}", ear.name(), envelope.id(), e);
                losers.forEach(EventLoss::onEventsLost);
            }
        }
    }
}
