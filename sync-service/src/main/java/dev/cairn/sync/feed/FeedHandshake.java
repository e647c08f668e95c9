package dev.cairn.sync.feed;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Carries who connects, and for how long that was proven, from the request (verified by the API's security chain) to the socket. */
final class FeedHandshake implements HandshakeInterceptor {
    private static final String CALLER = "cairn.caller";
    private static final String END = "cairn.end";

    /** For a token without an end, should there ever be one. */
    private static final Duration LIFE_MAX = Duration.ofHours(1);

    private final InstantSource clock;

    FeedHandshake(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var end = clock.instant().plus(LIFE_MAX);
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                && token.getToken().getExpiresAt() != null) {
            end = token.getToken().getExpiresAt();
        }
        attributes.put(CALLER, Callers.current());
        attributes.put(END, end);
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}

    static Caller caller(WebSocketSession socket) {
        return (Caller) Objects.requireNonNull(socket.getAttributes().get(CALLER));
    }

    static Instant end(WebSocketSession socket) {
        return (Instant) Objects.requireNonNull(socket.getAttributes().get(END));
    }
}
