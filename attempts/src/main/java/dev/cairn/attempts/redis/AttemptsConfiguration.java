package dev.cairn.attempts.redis;

import dev.cairn.attempts.Attempts;
import dev.cairn.attempts.InProcessAttempts;
import dev.cairn.contracts.caller.ClusterSecret;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * {@link Attempts} for a service in a process of its own: shared through the Redis at {@code spring.data.redis.host}, {@code .port}
 * (6379) and {@code .password}, or counted in the process when there is no such host. Redis need not be there at the start.
 */
@Configuration(proxyBeanMethods = false)
public class AttemptsConfiguration {
    /** A sign-in waits no longer for Redis; it then counts for itself. */
    private static final Duration WAIT_MAX = Duration.ofMillis(500);

    private static final int PORT = 6379;

    @Bean
    Attempts attempts(Environment environment, ClusterSecret secret, InstantSource clock) {
        var host = environment.getProperty("spring.data.redis.host");
        if (host == null) {
            return new InProcessAttempts(clock);
        }
        var server = new RedisStandaloneConfiguration(
                host, environment.getProperty("spring.data.redis.port", Integer.class, PORT));
        server.setPassword(RedisPassword.of(environment.getProperty("spring.data.redis.password")));
        return connect(server, secret, clock);
    }

    static SharedAttempts connect(RedisStandaloneConfiguration server, ClusterSecret secret, InstantSource clock) {
        var client = LettuceClientConfiguration.builder()
                .commandTimeout(WAIT_MAX)
                .shutdownTimeout(Duration.ZERO)
                .clientOptions(ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .socketOptions(
                                SocketOptions.builder().connectTimeout(WAIT_MAX).build())
                        .build())
                .build();
        var connections = new LettuceConnectionFactory(server, client);
        connections.afterPropertiesSet();
        connections.start();
        return new SharedAttempts(
                new RedisAttempts(new StringRedisTemplate(connections), secret), clock, connections::destroy);
    }
}
