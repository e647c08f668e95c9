package dev.cairn.auth.secret;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.StoredAccount;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.database.Seal;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.contracts.auth.S3Key;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Key pairs for S3 programs. A signature of S3 is an HMAC with the secret, so the secret is kept, sealed under a key of the
 * cluster secret: the database alone does not tell it.
 */
public final class S3Keys {
    private static final int SECRETS_MAX = 50;

    // 20 and 40 characters, as S3 programs expect them.
    private static final String PREFIX = "CAIRN";
    private static final int ACCESS_KEY_LETTERS = 15;
    private static final int SECRET_BYTES = 30;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Z0-9]{" + ACCESS_KEY_LETTERS + "}");

    private final JdbcSecrets store;
    private final JdbcDatabase database;
    private final Accounts accounts;
    private final Seal seal;
    private final SecureRandom random;
    private final InstantSource clock;

    S3Keys(
            JdbcSecrets store,
            JdbcDatabase database,
            Accounts accounts,
            Seal seal,
            SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.database = database;
        this.accounts = accounts;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
    }

    /** A key's owner and its secret. */
    public record Owned(StoredAccount account, String secretKey) {
        @Override
        public String toString() {
            return "Owned[" + account + "]";
        }
    }

    /** The caller's. */
    public List<S3Key> list() {
        return store.s3Keys(accounts.own().id());
    }

    /** Makes one for the caller. */
    public S3Key create(NewSecret secret) {
        Callers.inPerson();
        var name = SecretName.of(secret);
        var owner = accounts.own().id();
        var accessKey = PREFIX + SecretText.random(random, ACCESS_KEY_LETTERS).toUpperCase(Locale.ROOT);
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secretKey = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var sealed = seal.seal(sealName(accessKey), secretKey.getBytes(StandardCharsets.US_ASCII));
        var created = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.transactions().executeWithoutResult(status -> {
            database.lock(owner);
            if (store.s3Keys(owner).size() >= SECRETS_MAX) {
                throw new ProblemException(Problem.CONFLICT, "There are " + SECRETS_MAX + " S3 keys already");
            }
            store.insertS3Key(accessKey, owner, name, sealed, created);
        });
        return new S3Key(accessKey, secretKey, name, created);
    }

    /** Revokes one of the caller's. */
    public void revoke(String accessKey) {
        Callers.inPerson();
        if (!FORM.matcher(accessKey).matches()
                || !store.deleteS3Key(accounts.own().id(), accessKey)) {
            throw ProblemException.notFound("The S3 key");
        }
    }

    /** The secret of a key and its owner, when the owner is enabled. */
    public Optional<Owned> find(String accessKey) {
        if (!FORM.matcher(accessKey).matches()) {
            return Optional.empty();
        }
        return store.s3Key(accessKey).flatMap(key -> accounts.find(key.account())
                .filter(StoredAccount::enabled)
                .map(account -> new Owned(
                        account, new String(seal.open(sealName(accessKey), key.sealed()), StandardCharsets.US_ASCII))));
    }

    private static String sealName(String accessKey) {
        return "s3 key " + accessKey;
    }
}
