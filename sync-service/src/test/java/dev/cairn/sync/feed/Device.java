package dev.cairn.sync.feed;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.sync.ClientMessage;
import dev.cairn.contracts.sync.ServerMessage;
import dev.cairn.sync.SyncServer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A device's end of the WebSocket, by the JDK's client. */
final class Device implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAIT_SECONDS = 10;

    private final BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final BlockingQueue<Boolean> pings = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    Device(SyncServer server, String token) {
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(server.uri("ws", "/api/v1/sync"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            heard.add(JSON.readValue(partial.toString(), ServerMessage.class));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.add(true);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    void say(ClientMessage message) {
        sayText(JSON.writerFor(ClientMessage.class).writeValueAsString(message));
    }

    void sayText(String text) {
        socket.sendText(text, true).join();
    }

    void follow(SpaceId space, @Nullable String cursor) {
        say(new ClientMessage.Subscribe(space, cursor));
    }

    /** The next message, which is of this type. */
    <T extends ServerMessage> T hear(Class<T> type) throws InterruptedException {
        return type.cast(Objects.requireNonNull(heard.poll(WAIT_SECONDS, TimeUnit.SECONDS), "nothing was said"));
    }

    /** Whether nothing was said so far. */
    boolean heardNothing() {
        return heard.isEmpty();
    }

    int closeCode() throws Exception {
        return closed.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
