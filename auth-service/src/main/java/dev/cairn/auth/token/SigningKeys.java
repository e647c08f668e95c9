package dev.cairn.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.token.JdbcSigningKeys.StoredKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The keys tokens are signed with: kept over restarts, shared by all processes of this service, replaced from time to time. A
 * new key is published a while before it signs, an old one stays published until the last token it signed has expired.
 */
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int KEY_BITS = 2048;
    private static final Duration CACHED = Duration.ofMinutes(1);
    private static final Duration PUBLISHED_BEFORE_USE = Duration.ofMinutes(5);
    private static final Duration PUBLISHED_AFTER_USE = Duration.ofDays(1);

    private final JdbcSigningKeys store;
    private final JdbcDatabase database;
    private final Duration rotation;
    private final InstantSource clock;
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(List<StoredKey> keys, JWKSet published, Instant read) {
        static Snapshot of(List<StoredKey> keys, Instant read) {
            var set = new JWKSet(keys.stream().<JWK>map(StoredKey::key).toList());
            return new Snapshot(keys, set.toPublicJWKSet(), read);
        }
    }

    SigningKeys(JdbcSigningKeys store, JdbcDatabase database, Duration rotation, InstantSource clock) {
        this.store = store;
        this.database = database;
        this.rotation = rotation;
        this.clock = clock;
    }

    /** The public halves of all keys whose tokens may still be good. */
    JWKSet published() {
        return snapshot().published();
    }

    /** The key that signs. */
    RSAKey current() {
        var keys = snapshot().keys();
        var ready = clock.instant().minus(PUBLISHED_BEFORE_USE);
        return keys.stream()
                .filter(key -> key.created().isBefore(ready))
                .findFirst()
                .orElse(keys.getLast())
                .key();
    }

    /** Makes a new key when the newest is old, and drops those nobody needs any more. Called now and then. */
    public void maintain() {
        var newest = snapshot().keys().getFirst();
        rotate(newest.created().isBefore(clock.instant().minus(rotation)));
    }

    /** Makes a new key at once, as after a suspected theft; the old one goes on signing for the minutes the others need to learn the new one. */
    public void rotate() {
        rotate(true);
    }

    private void rotate(boolean due) {
        database.transactions().executeWithoutResult(status -> {
            store.lock();
            var keys = store.all();
            if (due) {
                var key = newKey();
                store.insert(key);
                LOG.info("made the signing key {}", key.key().getKeyID());
            }
            var needed = clock.instant().minus(PUBLISHED_BEFORE_USE).minus(PUBLISHED_AFTER_USE);
            // A key is out of use once the one after it, the one before in this list, has taken over.
            for (int i = 1; i < keys.size(); i++) {
                if (keys.get(i - 1).created().isBefore(needed)) {
                    store.delete(keys.get(i));
                }
            }
        });
        snapshot = null;
    }

    private Snapshot snapshot() {
        var known = snapshot;
        if (known != null && clock.instant().isBefore(known.read().plus(CACHED))) {
            return known;
        }
        try {
            var read = Snapshot.of(readOrMake(), clock.instant());
            snapshot = read;
            return read;
        } catch (DataAccessException e) {
            if (known == null) {
                throw e;
            }
            // Tokens are verified without the database, and that must go on without it.
            LOG.warn("cannot read the signing keys; going on with those known: {}", e.getMessage());
            return known;
        }
    }

    private List<StoredKey> readOrMake() {
        var keys = store.all();
        if (!keys.isEmpty()) {
            return keys;
        }
        return Objects.requireNonNull(database.transactions().execute(status -> {
            store.lock();
            if (store.all().isEmpty()) {
                store.insert(newKey());
            }
            return store.all();
        }));
    }

    private StoredKey newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            var pair = generator.generateKeyPair();
            var key = new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey((RSAPrivateKey) pair.getPrivate())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
            return new StoredKey(key, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("every Java platform makes RSA keys", e);
        }
    }
}
