package dev.cairn.storage.blob.redundant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final long LIMIT_SECONDS = 60;

    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private boolean stuck() {
        boolean released = false;
        while (!released) {
            try {
                released = release.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // As a device that does not let go.
                interrupted.countDown();
            }
        }
        return released;
    }

    @Test
    void aCallThatIsGivenUpIsInterruptedAndOverWhenItReallyEnds() throws InterruptedException {
        try (var calls = new Calls(Duration.ZERO)) {
            var device = new Bay("d1").device();
            var outcomes = calls.all(List.of(device), _ -> stuck(), ended::countDown);
            assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(outcome.timedOut())
                    .isTrue());
            assertThat(interrupted.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.getCount()).isEqualTo(1);
            assertThat(calls.isLate(device)).isTrue();
            release.countDown();
            assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            Await.until("the late call to be forgotten", () -> !calls.isLate(device));
        }
    }
}
