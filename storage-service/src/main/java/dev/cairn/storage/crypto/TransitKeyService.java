package dev.cairn.storage.crypto;

import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The transit engine of HashiCorp Vault and OpenBao over HTTP: {@code POST /v1/<mount>/encrypt/<key>} and {@code decrypt}, with the
 * token in {@code X-Vault-Token}. What the service says of an error is not repeated, its status is.
 */
final class TransitKeyService implements KeyService {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private final KeyServiceSettings settings;
    private final Pause pause;
    private final JsonMapper json = JsonMapper.builder().build();

    /** Waits before another try. */
    interface Pause {
        Pause SLEEP = Thread::sleep;

        void take(Duration time) throws InterruptedException;
    }

    TransitKeyService(KeyServiceSettings settings, Pause pause) {
        this.settings = settings;
        this.pause = pause;
    }

    @Override
    public String wrap(byte[] secret) {
        var text = Base64.getEncoder().encodeToString(secret);
        var wrapped = ask("encrypt", "plaintext", text, "ciphertext");
        if (wrapped.isBlank() || !wrapped.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalStateException("the key service answered with something that cannot be kept");
        }
        return wrapped;
    }

    @Override
    public byte[] unwrap(String wrapped) {
        try {
            return Base64.getDecoder().decode(ask("decrypt", "ciphertext", wrapped, "plaintext"));
        } catch (IllegalArgumentException e) {
            // Without the cause, which may repeat characters of the key.
            throw new IllegalStateException("the key service answered with something that is no key");
        }
    }

    private String ask(String operation, String given, String value, String wanted) {
        var body = json.writeValueAsString(Map.of(given, value));
        var wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            var answer = send(operation, body);
            if (answer != null && answer.statusCode() < 500 && answer.statusCode() != 429) {
                return read(answer, operation, wanted);
            }
            if (attempt == TRIES) {
                throw new IllegalStateException("the key service at " + settings.address() + " does not answer"
                        + (answer == null ? "" : " (status " + answer.statusCode() + ")")
                        + "; without it nothing that is stored can be read");
            }
            waitFor(wait);
            wait = wait.multipliedBy(2);
        }
    }

    /** Null when nobody answers. */
    private @Nullable HttpResponse<byte[]> send(String operation, String body) {
        var request = HttpRequest.newBuilder(settings.call(operation))
                .timeout(settings.timeout())
                .header("X-Vault-Token", token())
                .header("X-Vault-Request", "true")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (settings.namespace() != null) {
            request.header("X-Vault-Namespace", settings.namespace());
        }
        // A redirect would carry the token elsewhere.
        try (var client = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            return client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the key service", e);
        }
    }

    private String read(HttpResponse<byte[]> answer, String operation, String wanted) {
        var why =
                switch (answer.statusCode()) {
                    case 200 -> null;
                    case 400 -> "what it was given was not wrapped by its key " + settings.key();
                    case 403 -> "the token may not " + operation + " with its key " + settings.key();
                    case 404 -> "there is no key " + settings.key() + ", or no engine " + settings.mount();
                    default -> "status " + answer.statusCode();
                };
        if (why != null) {
            throw new IllegalStateException("the key service at " + settings.address() + " refuses: " + why);
        }
        try {
            return json.readTree(answer.body()).path("data").path(wanted).asString();
        } catch (JacksonException e) {
            // Without the cause, which may repeat a part of the answer.
            throw new IllegalStateException("the key service answered with something that is no JSON");
        }
    }

    private String token() {
        try {
            if (new DurableFile(settings.tokenFile()).isOpenToOthers()) {
                throw new IllegalStateException(
                        "others may read the token of the key service: chmod 600 " + settings.tokenFile());
            }
            var token = Files.readString(settings.tokenFile(), StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalStateException("there is no token in " + settings.tokenFile());
            }
            return token;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the token of the key service cannot be read from " + settings.tokenFile(), e);
        }
    }

    private void waitFor(Duration time) {
        try {
            pause.take(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the key service", e);
        }
    }
}
