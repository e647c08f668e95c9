package dev.cairn.attempts.redis;

import dev.cairn.attempts.Attempts;
import dev.cairn.contracts.caller.ClusterSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Counts in Redis, by the clock of Redis; each step is one script, so no two processes ever see half of it. What stands there
 * for a key says nothing without the cluster secret. Fails with a {@code DataAccessException} when Redis does not answer.
 */
final class RedisAttempts implements Attempts {
    private static final RedisScript<String> ADD = script("""
            local attempts = redis.call('INCR', KEYS[1])
            if attempts == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return attempts .. ' ' .. redis.call('PTTL', KEYS[1])""");

    private static final RedisScript<String> OF = script("""
            return (redis.call('GET', KEYS[1]) or 0) .. ' ' .. redis.call('PTTL', KEYS[1])""");

    private static final RedisScript<String> TAKE_BACK = script("""
            local attempts = tonumber(redis.call('GET', KEYS[1]) or 0)
            if attempts > 1 then redis.call('DECR', KEYS[1]) else redis.call('DEL', KEYS[1]) end
            return 'done'""");

    private final StringRedisTemplate redis;
    private final SecretKey secret;

    RedisAttempts(StringRedisTemplate redis, ClusterSecret secret) {
        this.redis = redis;
        this.secret = secret.derive("attempts");
    }

    @Override
    public Tally add(String key, Duration window) {
        return tally(redis.execute(ADD, List.of(hidden(key)), Long.toString(Math.max(1, window.toMillis()))));
    }

    @Override
    public Tally of(String key) {
        return tally(redis.execute(OF, List.of(hidden(key))));
    }

    @Override
    public void takeBack(String key) {
        redis.execute(TAKE_BACK, List.of(hidden(key)));
    }

    @Override
    public void forget(String key) {
        redis.delete(hidden(key));
    }

    private String hidden(String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return "cairn:attempts:" + HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Tally tally(String reply) {
        int blank = reply.indexOf(' ');
        long attempts = Long.parseLong(reply.substring(0, blank));
        return attempts == 0
                ? Tally.NONE
                : new Tally(attempts, Duration.ofMillis(Math.max(0, Long.parseLong(reply.substring(blank + 1)))));
    }

    private static RedisScript<String> script(String text) {
        return new DefaultRedisScript<>(text, String.class);
    }
}
