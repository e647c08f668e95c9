package dev.cairn.bench.scenario;

import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkSink;
import dev.cairn.content.Chunker;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Uploads over tus that do not say how long they will be: the length comes with the last request. For any number of threads. */
final class TusUploads {
    private static final String CLIENT = "cairn-desktop";
    private static final String GRANT = "urn:cairn:oauth:grant-type:password";
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int TRIES_MAX = 300;
    private static final Duration ANSWER_MAX = Duration.ofMinutes(10);
    private static final long TOKEN_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long AGAIN_MILLIS = 1_000;

    private final Installation server;
    private final URI root;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token = "";
    private long tokenAt;

    private TusUploads(Installation server) {
        this.server = server;
        this.root = URI.create("http://localhost:" + server.port());
    }

    /** As the server's administrator. */
    static TusUploads signedIn(Installation server) throws IOException, InterruptedException {
        var uploads = new TusUploads(server);
        uploads.token();
        return uploads;
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (token.isEmpty() || System.nanoTime() - tokenAt > TOKEN_NANOS) {
            var form = Map.of(
                            "grant_type",
                            GRANT,
                            "client_id",
                            CLIENT,
                            "username",
                            server.user(),
                            "password",
                            server.password(),
                            "device_name",
                            "bench")
                    .entrySet()
                    .stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            var reply = http.send(
                    HttpRequest.newBuilder(root.resolve("/oauth2/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IOException("signing in was answered with " + reply.statusCode());
            }
            token = JsonMapper.shared()
                    .readTree(reply.body())
                    .get("access_token")
                    .asString();
            tokenAt = System.nanoTime();
        }
        return token;
    }

    /**
     * Uploads random bytes of a seed under a name, going on where the server says it is as long as it asks for patience.
     *
     * @return whether the server has these bytes and no others
     */
    boolean upload(String name, long seed, long length) throws IOException, InterruptedException {
        var created = patiently(() -> request("/api/v1/uploads")
                .header("Upload-Defer-Length", "1")
                .header(
                        "Upload-Metadata",
                        "path " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody()));
        var place = created.headers().firstValue("Location").orElseThrow();
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            long offset = offset(place);
            if (offset == length) {
                return finish(place, length).equals(expected(seed, length).toString());
            }
            var reply = http.send(
                    request(place)
                            .header("Content-Type", "application/offset+octet-stream")
                            .header("Upload-Offset", Long.toString(offset))
                            .method("PATCH", BodyPublishers.ofInputStream(() -> new Noise(seed, offset, length)))
                            .build(),
                    BodyHandlers.discarding());
            requireUnderstood(reply);
            if (isBusy(reply)) {
                TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            }
        }
        throw new IOException(name + " never came to its end");
    }

    private long offset(String place) throws IOException, InterruptedException {
        var reply = patiently(() -> request(place).method("HEAD", BodyPublishers.noBody()));
        return Long.parseLong(reply.headers().firstValue("Upload-Offset").orElseThrow());
    }

    /** The content that it became. */
    private String finish(String place, long length) throws IOException, InterruptedException {
        var reply = patiently(() -> request(place)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(length))
                .header("Upload-Length", Long.toString(length))
                .method("PATCH", BodyPublishers.noBody()));
        return reply.headers().firstValue("Cairn-Content").orElseThrow();
    }

    /** A request that may be repeated. */
    @FunctionalInterface
    private interface Asked {
        HttpRequest.Builder request() throws IOException, InterruptedException;
    }

    private HttpResponse<Void> patiently(Asked asked) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            var reply = http.send(asked.request().build(), BodyHandlers.discarding());
            requireUnderstood(reply);
            if (!isBusy(reply)) {
                return reply;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
        throw new IOException("the server was busy for too long");
    }

    private static boolean isBusy(HttpResponse<Void> reply) {
        return reply.statusCode() == 503 || reply.statusCode() == 429;
    }

    private static void requireUnderstood(HttpResponse<Void> reply) throws IOException {
        if (!isBusy(reply) && reply.statusCode() / 100 != 2) {
            throw new IOException(reply.request().method() + " was answered with " + reply.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(root.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token())
                .header("Tus-Resumable", "1.0.0");
    }

    private static ContentId expected(long seed, long length) throws IOException {
        var chunks = new ArrayList<ChunkRef>();
        ChunkSink sink = (bytes, offset, count) -> chunks.add(new ChunkRef(ChunkId.of(bytes, offset, count), count));
        var chunker = new Chunker();
        var block = new byte[BLOCK_BYTES];
        try (var noise = new Noise(seed, 0, length)) {
            for (int n = noise.read(block); n >= 0; n = noise.read(block)) {
                chunker.push(block, 0, n, sink);
            }
        }
        chunker.finish(sink);
        return new Manifest(chunks).id();
    }

    /** Random bytes from {@code offset} to {@code end}, block by block the same for a seed wherever they are begun. */
    private static final class Noise extends InputStream {
        private final long seed;
        private final long end;
        private final byte[] block = new byte[BLOCK_BYTES];
        private long position;
        private long made = -1;

        Noise(long seed, long offset, long end) {
            this.seed = seed;
            this.position = offset;
            this.end = end;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position >= end) {
                return -1;
            }
            long number = position / BLOCK_BYTES;
            if (number != made) {
                new SplittableRandom(seed * 1_000_003 + number).nextBytes(block);
                made = number;
            }
            int from = (int) (position % BLOCK_BYTES);
            int count = (int) Math.min(Math.min(length, BLOCK_BYTES - from), end - position);
            System.arraycopy(block, from, bytes, offset, count);
            position += count;
            return count;
        }
    }
}
