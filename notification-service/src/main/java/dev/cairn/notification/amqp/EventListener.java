package dev.cairn.notification.amqp;

import com.rabbitmq.client.Channel;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands messages of a queue to a consumer, one by one, and acknowledges a message when the consumer has taken it. A consumer
 * that fails is asked again with growing waits while the queue stands still (so the order per space stays); after
 * {@link Retries#attemptsMax} tries, or when it cannot be read, the message goes to the dead letters.
 */
final class EventListener implements ChannelAwareMessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventListener.class);

    private final EventConsumer consumer;
    private final JsonMapper json;
    private final Retries retries;
    private final CountDownLatch stopped = new CountDownLatch(1);

    EventListener(EventConsumer consumer, JsonMapper json, Retries retries) {
        this.consumer = consumer;
        this.json = json;
        this.retries = retries;
    }

    /** Ends a wait; the message in hand goes back to the queue. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws Exception {
        if (channel == null) {
            throw new IllegalStateException("manual acknowledgement needs the channel");
        }
        long tag = message.getMessageProperties().getDeliveryTag();
        EventEnvelope envelope;
        try {
            envelope = json.readValue(message.getBody(), EventEnvelope.class);
        } catch (JacksonException e) {
            LOG.error("{}: a message that is not an event goes to the dead letters", consumer.name(), e);
            channel.basicNack(tag, false, false);
            return;
        }
        take(envelope, tag, channel);
    }

    private void take(EventEnvelope envelope, long tag, Channel channel) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= retries.attemptsMax(); attempt++) {
            try {
                consumer.accept(envelope);
                channel.basicAck(tag, false);
                return;
            } catch (RuntimeException e) {
                LOG.warn("{}: try {} of event {} failed", consumer.name(), attempt, envelope.id(), e);
            }
            if (attempt < retries.attemptsMax()
                    && stopped.await(retries.wait(attempt).toMillis(), TimeUnit.MILLISECONDS)) {
                channel.basicNack(tag, false, true);
                return;
            }
        }
        LOG.error("{}: event {} goes to the dead letters", consumer.name(), envelope.id());
        channel.basicNack(tag, false, false);
    }
}
