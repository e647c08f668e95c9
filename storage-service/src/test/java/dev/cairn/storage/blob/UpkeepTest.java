package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testkit.time.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    @Test
    void aRoundIsToldThatItIsTimeToEnd() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var upkeep = new Upkeep("upkeep-test", Duration.ofDays(1), closing -> {
            begun.countDown();
            Await.until("the end", closing::getAsBoolean);
            ended.set(true);
            return true;
        });
        begun.await();
        assertThat(ended).isFalse();
        upkeep.close();
        assertThat(ended).isTrue();
    }
}
