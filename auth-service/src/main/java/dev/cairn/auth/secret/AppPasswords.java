package dev.cairn.auth.secret;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.StoredAccount;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.AppPassword;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Passwords for single programs. Made by us, 160 random bits, so a plain hash keeps them safe and checking costs nothing;
 * shown once; revoked one by one, and with one go the devices that signed in with it. They never administer.
 */
public final class AppPasswords {
    private static final int SECRETS_MAX = 50;
    private static final int LETTERS = 32;
    private static final String PREFIX = "cairn-";

    // The time of use is for people; not every request of a busy program is worth a write.
    private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

    private final JdbcSecrets store;
    private final JdbcDatabase database;
    private final Accounts accounts;
    private final Ids ids;
    private final SecureRandom random;
    private final InstantSource clock;

    AppPasswords(
            JdbcSecrets store,
            JdbcDatabase database,
            Accounts accounts,
            Ids ids,
            SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.database = database;
        this.accounts = accounts;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** An app password that was shown, and whose it is. */
    public record Verified(UUID id, StoredAccount account) {}

    /** The caller's. */
    public List<AppPassword> list() {
        return store.appPasswords(accounts.own().id());
    }

    /** Makes one for the caller. */
    public AppPassword create(NewSecret secret) {
        Callers.inPerson();
        var name = SecretName.of(secret);
        var owner = accounts.own().id();
        var id = ids.next();
        var text = PREFIX + SecretText.random(random, LETTERS);
        var created = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.transactions().executeWithoutResult(status -> {
            database.lock(owner);
            if (store.appPasswords(owner).size() >= SECRETS_MAX) {
                throw new ProblemException(Problem.CONFLICT, "There are " + SECRETS_MAX + " app passwords already");
            }
            store.insertAppPassword(id, owner, name, SecretText.sha256(text), created);
        });
        return new AppPassword(id.toString(), name, created, null, text);
    }

    /** Revokes one of the caller's. */
    public void revoke(String id) {
        Callers.inPerson();
        var owner = accounts.own().id();
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("The app password");
        }
        database.transactions().executeWithoutResult(status -> {
            database.lock(owner);
            if (!store.deleteAppPassword(owner, uuid)) {
                throw ProblemException.notFound("The app password");
            }
        });
    }

    /** The app password with this text, if it belongs to the enabled account with this name. */
    public Optional<Verified> verify(String name, String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + LETTERS) {
            return Optional.empty();
        }
        var found = store.appPassword(SecretText.sha256(text));
        var account = accounts.find(name).filter(StoredAccount::enabled);
        if (found.isEmpty()
                || account.isEmpty()
                || !found.get().account().equals(account.get().id())) {
            return Optional.empty();
        }
        var now = clock.instant();
        var lastUsed = found.get().lastUsed();
        if (lastUsed == null || lastUsed.plus(LAST_USED_PRECISION).isBefore(now)) {
            store.usedAppPassword(found.get().id(), now);
        }
        return Optional.of(new Verified(found.get().id(), account.get()));
    }
}
