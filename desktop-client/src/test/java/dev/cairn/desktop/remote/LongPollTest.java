package dev.cairn.desktop.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.sync.ServerMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Polls one after the other, on a clock that moves when somebody waits. */
class LongPollTest {
    private long nanos;

    /** Waits as the server would have it, in turn; a negative time is a failure after that long. */
    private final class Script implements ChangeFeed.Follower {
        private final List<Duration> held;
        private int polls;

        Script(Duration... held) {
            this.held = List.of(held);
        }

        @Override
        public @Nullable String cursor() {
            return "c";
        }

        @Override
        public void message(ServerMessage message) {}

        @Override
        public void linked(boolean up) {}

        @Override
        public void poll(int seconds) throws IOException {
            assertThat(seconds).isEqualTo(LongPoll.HELD_SECONDS_MAX);
            var time = held.get(polls++);
            nanos += time.abs().toNanos();
            if (time.isNegative()) {
                throw new IOException("failed");
            }
        }
    }

    private List<Duration> pauses(Duration... held) throws InterruptedException {
        var pauses = new ArrayList<Duration>();
        new LongPoll(new Script(held), new Backoff(new Random(7)), () -> nanos).run(time -> {
            pauses.add(time);
            nanos += time.toNanos();
            return pauses.size() < held.length;
        });
        return pauses;
    }

    @Test
    void aPollThatWasHeldIsFollowedByTheNextAtOnce() throws InterruptedException {
        assertThat(pauses(Duration.ofSeconds(50), Duration.ofSeconds(2), Duration.ofSeconds(50)))
                .containsOnly(Duration.ZERO);
    }

    @Test
    void aPollThatIsAnsweredAtOnceIsNoBusyLoop() throws InterruptedException {
        assertThat(pauses(Duration.ZERO, Duration.ofMillis(3), Duration.ofSeconds(50)))
                .containsExactly(LongPoll.PAUSE, LongPoll.PAUSE, Duration.ZERO);
    }

    @Test
    void pausesGrowWhileNobodyAnswersAndAreForgottenWhenSomebodyDoes() throws InterruptedException {
        var fails = Duration.ofMillis(-1);
        var held = new ArrayList<>(List.of(fails, fails, fails, fails, fails, fails, fails, fails, fails, fails));
        held.add(Duration.ofSeconds(50));
        held.add(fails);
        var pauses = pauses(held.toArray(Duration[]::new));
        for (int i = 0; i < 10; i++) {
            long most = Math.min(250L << i, 30_000);
            assertThat(pauses.get(i)).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        assertThat(pauses.get(10)).isZero();
        assertThat(pauses.get(11)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    }
}
