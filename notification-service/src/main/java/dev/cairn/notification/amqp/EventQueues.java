package dev.cairn.notification.amqp;

import dev.cairn.contracts.event.EventConsumer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/** Listens to one queue for each consumer, for as long as the application runs; connects again by itself. */
final class EventQueues implements SmartLifecycle {
    private static final int PREFETCH = 16;

    private final List<EventConsumer> consumers;
    private final ConnectionFactory broker;
    private final AmqpAdmin admin;
    private final JsonMapper json;
    private final Retries retries;
    private final List<EventListener> listeners = new ArrayList<>();
    private final List<SimpleMessageListenerContainer> containers = new ArrayList<>();

    EventQueues(
            List<EventConsumer> consumers,
            ConnectionFactory broker,
            AmqpAdmin admin,
            JsonMapper json,
            Retries retries) {
        this.consumers = consumers;
        this.broker = broker;
        this.admin = admin;
        this.json = json;
        this.retries = retries;
    }

    @Override
    public synchronized void start() {
        for (var consumer : consumers) {
            var listener = new EventListener(consumer, json, retries);
            var container = new SimpleMessageListenerContainer(broker);
            container.setQueueNames(consumer.name());
            container.setAmqpAdmin(admin);
            // The broker may come up after us.
            container.setMissingQueuesFatal(false);
            container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
            container.setConcurrentConsumers(1);
            container.setPrefetchCount(PREFETCH);
            container.setMessageListener(listener);
            container.afterPropertiesSet();
            listeners.add(listener);
            containers.add(container);
            container.start();
        }
    }

    @Override
    public synchronized void stop() {
        listeners.forEach(EventListener::stop);
        containers.forEach(SimpleMessageListenerContainer::stop);
        listeners.clear();
        containers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !containers.isEmpty();
    }
}
