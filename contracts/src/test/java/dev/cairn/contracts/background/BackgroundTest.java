package dev.cairn.contracts.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void whateverATurnThrowsTheNextOneComes() throws InterruptedException {
        var turns = new AtomicInteger();
        var third = new CountDownLatch(3);
        var background = Background.every(Duration.ofMillis(1), "test", _ -> {
            third.countDown();
            if (turns.incrementAndGet() % 2 == 0) {
                throw new StackOverflowError("as a bug would");
            }
        });
        background.start();
        assertThat(third.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(background.isRunning()).isTrue();
        background.stop();
        assertThat(background.isRunning()).isFalse();
    }

    @Test
    void aTurnIsToldToEndWhereverItRests() throws InterruptedException {
        var resting = new SynchronousQueue<Thread>();
        var told = new AtomicReference<Boolean>();
        var background = new Background("test", Duration.ZERO, stop -> {
            try {
                resting.put(Thread.currentThread());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.set(stop.within(Duration.ofDays(1)));
            return Duration.ofDays(1);
        });
        for (int start = 0; start < 2; start++) {
            told.set(null);
            background.start();
            var thread = resting.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(thread).isNotNull();
            background.stop();
            assertThat(thread.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
            assertThat(told.get()).isTrue();
        }
    }
}
