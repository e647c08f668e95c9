package dev.cairn.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.SpaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final SpaceId A = new SpaceId(new UUID(0, 1));
    private static final SpaceId B = new SpaceId(new UUID(0, 2));

    private final Outbox outbox =
            new Outbox(10, space -> "behind " + space.value().getLeastSignificantBits());

    @Test
    void whatDoesNotFitTurnsIntoBehindOncePerSpace() throws InterruptedException {
        outbox.push(A, "aaaa");
        outbox.push(B, "bbbb");
        outbox.offer(new Outbox.Entry.Reply("reply"));
        outbox.push(A, "aaaa");
        outbox.push(A, "dropped");
        outbox.behind(B);

        assertThat(take(3)).containsExactly("reply", "behind 1", "behind 2");
        outbox.push(A, "again");
        assertThat(take(1)).containsExactly("again");
    }

    @Test
    void repliesNobodyReadsAreBounded() {
        for (int i = 0; i < Outbox.ENTRIES_MAX; i++) {
            assertThat(outbox.offer(new Outbox.Entry.Ping())).isTrue();
        }
        assertThat(outbox.offer(new Outbox.Entry.Ping())).isFalse();
    }

    @Test
    void aClosedOutboxGivesNothing() throws InterruptedException {
        outbox.push(A, "a");
        outbox.close();
        outbox.push(A, "b");

        assertThat(outbox.take()).isNull();
    }

    private List<String> take(int count) throws InterruptedException {
        var taken = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            switch (outbox.take()) {
                case Outbox.Entry.Push push -> taken.add(push.text());
                case Outbox.Entry.Behind behind -> taken.add(behind.text());
                case Outbox.Entry.Reply reply -> taken.add(reply.text());
                case null, default -> taken.add("?");
            }
        }
        return taken;
    }
}
