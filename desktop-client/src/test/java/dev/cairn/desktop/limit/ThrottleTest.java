package dev.cairn.desktop.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A bucket of bandwidth, against a clock that only moves when somebody waits. */
class ThrottleTest {
    private static final Rate SLOW = Rate.parse("100 KB/s");

    private final FakeTicker ticker = new FakeTicker();
    private Rate rate = SLOW;
    private final Throttle throttle = new Throttle(() -> rate, ticker);

    private void take(long bytes) throws InterruptedIOException {
        for (long left = bytes; left > 0; left -= Throttle.PIECE_BYTES) {
            throttle.take((int) Math.min(left, Throttle.PIECE_BYTES), () -> true);
        }
    }

    @Test
    void soManyBytesTakeSoLong() throws InterruptedIOException {
        take(10_000_000);
        assertThat(ticker.seconds()).isCloseTo(100, within(0.5));
    }

    @Test
    void littleIsSavedUpWhileNothingGoes() throws InterruptedIOException {
        take(100_000);
        ticker.pause(TimeUnit.HOURS.toNanos(1));
        double before = ticker.seconds();
        take(1_000_000);
        assertThat(ticker.seconds() - before).isCloseTo(10, within(0.5));
    }

    @Test
    void aNewRateHoldsAtOnce() throws InterruptedIOException {
        take(100_000);
        double before = ticker.seconds();
        rate = Rate.parse("1 MB/s");
        take(1_000_000);
        assertThat(ticker.seconds() - before).isCloseTo(1, within(0.3));
        rate = Rate.UNLIMITED;
        before = ticker.seconds();
        take(1_000_000_000);
        assertThat(ticker.seconds()).isEqualTo(before);
        rate = SLOW;
        take(1_000_000);
        assertThat(ticker.seconds() - before).isCloseTo(10, within(0.5));
    }

    @Test
    void whoeverIsInDebtDoesNotWaitForAnOldRate() throws InterruptedIOException {
        rate = Rate.parse("16 KB/s");
        throttle.take(16_000_000, () -> true);
        var asked = new AtomicBoolean();
        throttle.take(1, () -> {
            asked.set(true);
            rate = Rate.UNLIMITED;
            return true;
        });
        assertThat(asked).isTrue();
        assertThat(ticker.seconds()).isLessThan(2);
    }

    @Test
    void whoeverIsNotWantedAnyLongerEnds() throws InterruptedIOException {
        throttle.take(1_000_000, () -> true);
        assertThatThrownBy(() -> throttle.take(1, () -> false)).isInstanceOf(InterruptedIOException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> throttle.take(1, () -> true)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void oneLargeBodyAfterTheOtherWhileThereIsALimit() throws InterruptedException, InterruptedIOException {
        var second = new CountDownLatch(1);
        Thread waiting;
        try (var _ = throttle.turn()) {
            waiting = Thread.ofVirtual().start(() -> {
                try (var _ = throttle.turn()) {
                    second.countDown();
                } catch (InterruptedIOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(second.getCount()).isOne();
        }
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        rate = Rate.UNLIMITED;
        try (var _ = throttle.turn();
                var _ = throttle.turn()) {
            assertThat(throttle.rate().isUnlimited()).isTrue();
        }
    }

    @Test
    void theScheduleIsAskedForWhatHoldsNow() throws InterruptedIOException {
        // Half an hour before the limit ends, on a Friday.
        var begin = Instant.parse("2026-11-20T17:30:00Z");
        var traffic = new Traffic(() -> begin.plusNanos(ticker.nanos()), ZoneOffset.UTC, ticker);
        traffic.limit(Limits.of(Schedule.parse("100 KB/s 08:00-18:00 Mon-Fri"), Schedule.UNLIMITED));
        for (int i = 0; i < 100_000; i++) {
            traffic.up().take(Throttle.PIECE_BYTES, () -> true);
            traffic.down().take(Throttle.PIECE_BYTES, () -> true);
        }
        assertThat(ticker.seconds()).isCloseTo(1800, within(2.0));
    }

    @Test
    void theSlowerTheLineTheLessGoesWithOneRequest() {
        assertThat(Traffic.body(throttle, 8 << 20)).isEqualTo(1_000_000);
        rate = Rate.UNLIMITED;
        assertThat(Traffic.body(throttle, 8 << 20)).isBetween((8 << 20) - 10, 8 << 20);
    }
}
