package dev.cairn.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every counter of attempts does. */
public abstract class AttemptsContract {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** The counter under test. */
    protected abstract Attempts attempts();

    /** Lets a window of that length end. */
    protected abstract void pass(Duration window);

    @Test
    void countsUnderEachKeyByItself() {
        assertThat(attempts().of("a")).isEqualTo(Attempts.Tally.NONE);
        assertThat(attempts().add("a", WINDOW).attempts()).isEqualTo(1);
        assertThat(attempts().add("a", WINDOW).attempts()).isEqualTo(2);
        assertThat(attempts().add("b", WINDOW).attempts()).isEqualTo(1);
        assertThat(attempts().of("a").attempts()).isEqualTo(2);
        assertThat(attempts().of("a").remaining()).isPositive().isLessThanOrEqualTo(WINDOW);
    }

    @Test
    void forgetsAllWhenTheWindowOfTheFirstIsOver() {
        var window = Duration.ofMillis(200);
        attempts().add("a", window);
        attempts().add("a", WINDOW);
        pass(window);
        assertThat(attempts().of("a")).isEqualTo(Attempts.Tally.NONE);
        assertThat(attempts().add("a", WINDOW).attempts()).isEqualTo(1);
    }

    @Test
    void takesBackOneAtATimeAndNeverBelowNone() {
        attempts().add("a", WINDOW);
        attempts().add("a", WINDOW);
        attempts().takeBack("a");
        assertThat(attempts().of("a").attempts()).isEqualTo(1);
        attempts().takeBack("a");
        attempts().takeBack("a");
        assertThat(attempts().of("a")).isEqualTo(Attempts.Tally.NONE);
        assertThat(attempts().add("a", WINDOW).attempts()).isEqualTo(1);
    }

    @Test
    void forgetsOneKeyWhenAsked() {
        attempts().add("a", WINDOW);
        attempts().add("b", WINDOW);
        attempts().forget("a");
        assertThat(attempts().of("a")).isEqualTo(Attempts.Tally.NONE);
        assertThat(attempts().of("b").attempts()).isEqualTo(1);
    }

    @Test
    void keysAreAnyText() {
        for (var key : new String[] {"", "with blank\nand line", "\uD83D\uDDFF", "k".repeat(10_000)}) {
            assertThat(attempts().add(key, WINDOW).attempts()).isEqualTo(1);
            assertThat(attempts().of(key).attempts()).isEqualTo(1);
        }
    }

    @Test
    void manyAtOnceAreAllCounted() throws Exception {
        int each = 50;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = Collections.nCopies(8, (Callable<Void>) () -> {
                for (int i = 0; i < each; i++) {
                    attempts().add("a", WINDOW);
                }
                return null;
            });
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertThat(attempts().of("a").attempts()).isEqualTo(8L * each);
    }
}
