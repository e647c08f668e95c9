package dev.cairn.s3.signature;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The keys auth knows, kept for at most a minute (so long a revoked key still works) and never beyond their token's end; at
 * most {@value #ENTRIES_MAX} of them. Thread-safe.
 */
public final class Credentials {
    private static final int ENTRIES_MAX = 10_000;
    private static final Duration KEEP = Duration.ofMinutes(1);
    /** A token that ends sooner is replaced, so that the calls of a request do not run into its end. */
    private static final Duration LEFT_MIN = Duration.ofSeconds(30);

    private final DirectoryApi directory;
    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Map<String, Credential> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Credential> eldest) {
            return size() > ENTRIES_MAX;
        }
    };

    public Credentials(DirectoryApi directory, JwtDecoder decoder, InstantSource clock) {
        this.directory = directory;
        this.decoder = decoder;
        this.clock = clock;
    }

    /** The owner of a key with a token that is good for a while yet; asked again during long requests. */
    public Caller owner(String accessKey) {
        return find(accessKey).owner();
    }

    /** The key; InvalidAccessKeyId. */
    Credential find(String accessKey) {
        var known = get(accessKey);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        try {
            var now = clock.instant();
            var fresh = directory.s3Credential(accessKey);
            var end = fresh.expires().minus(LEFT_MIN);
            var credential = new Credential(
                    fresh.secretKey(),
                    JwtCallers.caller(decoder.decode(fresh.accessToken())),
                    end.isBefore(now.plus(KEEP)) ? end : now.plus(KEEP));
            put(accessKey, credential);
            return credential;
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                throw new S3Exception(S3Error.INVALID_ACCESS_KEY_ID);
            }
            throw e;
        }
    }

    private @Nullable Credential get(String accessKey) {
        synchronized (kept) {
            return kept.get(accessKey);
        }
    }

    private void put(String accessKey, Credential credential) {
        synchronized (kept) {
            kept.put(accessKey, credential);
        }
    }
}
