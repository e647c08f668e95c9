package dev.cairn.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ForegroundTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AN_HOUR = Duration.ofHours(1).toNanos();

    private final Foreground foreground = new Foreground();

    @Test
    void whoIsAloneNeverRests() throws Exception {
        assertThat(foreground.isBusy()).isFalse();
        assertThat(Thread.ofVirtual().start(() -> foreground.giveWay(AN_HOUR)).join(PATIENCE))
                .isTrue();
    }

    @Test
    void theBackgroundRestsUntilNobodyIsThereAnyMore() throws Exception {
        var leave = new CountDownLatch(1);
        var came = new CountDownLatch(1);
        var upload = Thread.ofVirtual()
                .start(() -> foreground.serve(() -> {
                    came.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }));
        came.await();
        assertThat(foreground.isBusy()).isTrue();
        var background = Thread.ofVirtual().start(() -> foreground.giveWay(AN_HOUR));
        assertThat(background.join(Duration.ofMillis(1))).isFalse();
        leave.countDown();
        assertThat(upload.join(PATIENCE)).isTrue();
        assertThat(background.join(PATIENCE)).isTrue();
    }
}
