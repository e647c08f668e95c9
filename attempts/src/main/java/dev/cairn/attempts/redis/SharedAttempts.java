package dev.cairn.attempts.redis;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Counts for all processes while Redis answers, and for this one while it does not: a limit per process is better than none, and
 * much better than nobody getting in. After a failure Redis is left alone for {@link #PAUSE}, so that an outage costs one wait
 * each time and not one per sign-in.
 */
final class SharedAttempts implements Attempts, AutoCloseable {
    static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(SharedAttempts.class);

    private final Attempts shared;
    private final Attempts own;
    private final InstantSource clock;
    private final Runnable closing;
    private volatile Instant again = Instant.MIN;
    private volatile boolean away;

    SharedAttempts(Attempts shared, InstantSource clock, Runnable closing) {
        this.shared = shared;
        this.own = new InProcessAttempts(clock);
        this.clock = clock;
        this.closing = closing;
    }

    @Override
    public Tally add(String key, Duration window) {
        return ask(attempts -> attempts.add(key, window));
    }

    @Override
    public Tally of(String key) {
        return ask(attempts -> attempts.of(key));
    }

    @Override
    public void takeBack(String key) {
        tell(attempts -> attempts.takeBack(key));
    }

    @Override
    public void forget(String key) {
        tell(attempts -> attempts.forget(key));
    }

    @Override
    public void close() {
        closing.run();
    }

    private void tell(Consumer<Attempts> use) {
        ask(attempts -> {
            use.accept(attempts);
            return Tally.NONE;
        });
    }

    private Tally ask(Function<Attempts, Tally> question) {
        if (!clock.instant().isBefore(again)) {
            try {
                var answer = question.apply(shared);
                if (away) {
                    away = false;
                    LOG.info("Redis is back: attempts at passwords are counted for all processes again");
                }
                return answer;
            } catch (DataAccessException e) {
                again = clock.instant().plus(PAUSE);
                if (!away) {
                    away = true;
                    LOG.warn("Redis is away: attempts at passwords are counted per process ({})", e.getMessage());
                }
            }
        }
        return question.apply(own);
    }
}
