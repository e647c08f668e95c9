package dev.cairn.allinone.scenario;

import dev.cairn.contracts.metadata.SpaceRole;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What following a space over the WebSocket needs. An answer's status is that of the problem it names. */
final class FeedRights {
    private static final int WAIT_SECONDS = 60;

    private final RightsWorld world;

    FeedRights(RightsWorld world) {
        this.world = world;
    }

    Map<String, RightsCase> cases() {
        return Map.of(
                "WebSocket subscribe",
                RightsCase.role(SpaceRole.VIEWER, who -> ask(who, "null")),
                "WebSocket subscribe from a cursor",
                RightsCase.role(SpaceRole.VIEWER, who -> ask(who, "\"1.0.0\"")));
    }

    private RightsWorld.Answer ask(Standing who, String cursor) throws Exception {
        var first = new CompletableFuture<String>();
        try (var http = HttpClient.newHttpClient()) {
            var builder = http.newWebSocketBuilder();
            if (!world.token(who).isEmpty()) {
                builder.header("Authorization", "Bearer " + world.token(who));
            }
            var socket = builder.buildAsync(world.feed(), new First(first)).join();
            socket.sendText(
                            "{\"type\": \"subscribe\", \"space\": \"" + world.space + "\", \"cursor\": " + cursor + "}",
                            true)
                    .join();
            var heard = first.get(WAIT_SECONDS, TimeUnit.SECONDS);
            socket.abort();
            return new RightsWorld.Answer(status(heard), heard, Map.of());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return new RightsWorld.Answer(refused.getResponse().statusCode(), "", Map.of());
            }
            throw e;
        }
    }

    private static int status(String heard) {
        if (heard.contains("\"subscribed\"")) {
            return 200;
        }
        return heard.toLowerCase(java.util.Locale.ROOT).contains("forbidden") ? 403 : 404;
    }

    /** Takes the first message. */
    private static final class First implements WebSocket.Listener {
        private final CompletableFuture<String> first;
        private final StringBuilder partial = new StringBuilder();

        First(CompletableFuture<String> first) {
            this.first = first;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                first.complete(partial.toString());
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            first.completeExceptionally(error);
        }
    }
}
