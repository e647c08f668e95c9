package dev.cairn.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.event.EventBus;
import dev.cairn.contracts.event.EventConsumer;
import dev.cairn.contracts.event.EventEnvelope;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.EventId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class InProcessEventBusTest {
    private static final EventEnvelope EVENT = event();

    private static EventEnvelope event() {
        return new EventEnvelope(
                new EventId(UUID.randomUUID()),
                Instant.EPOCH,
                new Event.LinkCreated(
                        new SpaceId(UUID.randomUUID()),
                        "space",
                        new NodeId(UUID.randomUUID()),
                        "node",
                        new AccountId(UUID.randomUUID()),
                        "ada"));
    }

    private record Recording(String name, List<EventEnvelope> taken, boolean failing) implements EventConsumer {
        @Override
        public void accept(EventEnvelope envelope) {
            if (failing) {
                throw new IllegalStateException("not now");
            }
            taken.add(envelope);
        }
    }

    @Test
    void tellsTheOutboxWhenOneConsumerFailedAndStillReachesTheOthers() {
        var taken = new ArrayList<EventEnvelope>();
        var bus = new InProcessEventBus(
                () -> List.of(new Recording("deaf", taken, true), new Recording("keen", taken, false)));
        assertThatThrownBy(() -> bus.deliver(EVENT)).hasMessageContaining("deaf");
        assertThat(taken).containsExactly(EVENT);
    }

    @Test
    void aConsumerThatFailsHoldsUpNobodyAndIsAskedAgainAlone() {
        var events = List.of(event(), event(), event());
        var keen = new ArrayList<EventEnvelope>();
        var recovered = new ArrayList<EventEnvelope>();
        var consumers = new ArrayList<EventConsumer>(
                List.of(new Recording("mail", new ArrayList<>(), true), new Recording("push", keen, false)));
        var bus = new InProcessEventBus(() -> consumers);

        var first = bus.deliver(events);
        assertThat(first.taken()).isZero();
        assertThat(first.failure()).hasMessageContaining("mail");
        assertThat(keen).isEqualTo(events);

        consumers.set(0, new Recording("mail", recovered, false));
        assertThat(bus.deliver(events)).isEqualTo(new EventBus.Delivery(3, null));
        assertThat(recovered).isEqualTo(events);
        assertThat(keen).isEqualTo(events);
    }

    @Test
    void returnsWhenEveryConsumerHasTakenTheEvent() {
        var taken = new ArrayList<EventEnvelope>();
        new InProcessEventBus(() -> List.of(new Recording("one", taken, false), new Recording("two", taken, false)))
                .deliver(EVENT);
        assertThat(taken).containsExactly(EVENT, EVENT);
    }
}
