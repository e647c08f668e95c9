package dev.cairn.auth.account;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountChange;
import dev.cairn.contracts.auth.NewAccount;
import dev.cairn.contracts.auth.PasswordChange;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people and administrators do with accounts. */
public final class Accounts implements AdminBootstrap {
    private static final int PAGE_MAX = 1000;

    private final JdbcAccounts store;
    private final JdbcDatabase database;
    private final Passwords passwords;
    private final OldPassword oldPassword;
    private final OpenSessions sessions;
    private final Ids ids;
    private final InstantSource clock;

    Accounts(
            JdbcAccounts store,
            JdbcDatabase database,
            Passwords passwords,
            OldPassword oldPassword,
            OpenSessions sessions,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.database = database;
        this.passwords = passwords;
        this.oldPassword = oldPassword;
        this.sessions = sessions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The caller's account, enabled. */
    public StoredAccount own() {
        return store.byId(Callers.current().account())
                .filter(StoredAccount::enabled)
                .orElseThrow(() -> new ProblemException(Problem.UNAUTHENTICATED, "This account cannot be used"));
    }

    /** An account by id. */
    public Optional<StoredAccount> find(AccountId id) {
        return store.byId(id);
    }

    /** An account by the name somebody typed. */
    public Optional<StoredAccount> find(String name) {
        return AccountName.isText(name) ? store.byKey(AccountName.key(name)) : Optional.empty();
    }

    /** As {@link dev.cairn.contracts.auth.AdminApi#accounts}. */
    public List<Account> page(@Nullable String after) {
        administrator();
        if (after != null && !AccountName.isText(after)) {
            throw ProblemException.invalid("after", "This is not the name of an account");
        }
        return store.after(after == null ? null : AccountName.key(after), PAGE_MAX).stream()
                .map(StoredAccount::shown)
                .toList();
    }

    /** As {@link dev.cairn.contracts.auth.AdminApi#account}. */
    public Account shown(String name) {
        administrator();
        return find(name).orElseThrow(Accounts::unknown).shown();
    }

    /** As {@link dev.cairn.contracts.auth.AdminApi#create}. */
    public Account create(NewAccount wanted) {
        administrator();
        return add(wanted).shown();
    }

    /** As {@link dev.cairn.contracts.auth.AdminApi#change}. */
    public Account change(String name, AccountChange change) {
        administrator();
        if (!AccountName.isText(name)) {
            throw unknown();
        }
        // Hashed first: it takes long, and the transaction holds locks.
        var hash = change.password() == null ? null : passwords.hash("password", change.password());
        return inTransaction(() -> {
            store.lockAdministrators();
            var before = store.lockByKey(AccountName.key(name)).orElseThrow(Accounts::unknown);
            boolean enabled = change.enabled() == null ? before.enabled() : change.enabled();
            boolean ends = hash != null || (before.enabled() && !enabled);
            var after = new StoredAccount(
                    before.id(),
                    before.name(),
                    change.displayName() == null
                            ? before.displayName()
                            : ProfileRules.displayName(change.displayName()),
                    change.email() == null ? before.email() : ProfileRules.email(change.email()),
                    change.admin() == null ? before.admin() : change.admin(),
                    enabled,
                    hash == null ? before.passwordHash() : hash,
                    ends ? before.generation() + 1 : before.generation(),
                    before.created());
            store.update(after);
            if (store.administrators() == 0) {
                throw new ProblemException(Problem.CONFLICT, "This is the last administrator");
            }
            if (ends) {
                sessions.endAll(after.id(), null);
            }
            return after.shown();
        });
    }

    /** Somebody's account; for administrators. */
    public AccountId administered(String name) {
        administrator();
        return find(name).orElseThrow(Accounts::unknown).id();
    }

    /** The caller's account, after they gave its password once more; FORBIDDEN when it is wrong. In person only. */
    public StoredAccount confirmed(@Nullable String password) {
        Callers.inPerson();
        var account = own();
        oldPassword.require(account, required("password", password));
        return account;
    }

    /** As {@link dev.cairn.contracts.auth.AccountApi#changePassword}. */
    public void changePassword(PasswordChange change) {
        var caller = Callers.inPerson();
        var account = own();
        oldPassword.require(account, required("oldPassword", change.oldPassword()));
        var hash = passwords.hash("newPassword", change.newPassword());
        inTransaction(() -> {
            var before = store.lockByKey(AccountName.key(account.name())).orElseThrow(Accounts::unknown);
            if (!before.passwordHash().equals(account.passwordHash())) {
                throw new ProblemException(Problem.CONFLICT, "The password was changed by somebody else just now");
            }
            store.update(withPassword(before, hash, before.generation() + 1));
            sessions.endAll(before.id(), caller.device());
            return before;
        });
    }

    /** The enabled account with this name and password; {@code first} as for {@link Passwords#matches}. */
    Optional<StoredAccount> verify(String name, String password, Runnable first) {
        var found = find(name);
        var hash = found.map(StoredAccount::passwordHash).orElse(null);
        if (!passwords.matches(password, hash, first)) {
            return Optional.empty();
        }
        var account = found.filter(StoredAccount::enabled);
        account.filter(verified -> passwords.outdated(verified.passwordHash()))
                .ifPresent(verified -> rehash(verified, password));
        return account;
    }

    @Override
    public boolean hasAdministrator() {
        return store.administrators() > 0;
    }

    @Override
    public boolean ensureAdministrator(String name, String password) {
        if (hasAdministrator()) {
            return false;
        }
        var hash = passwords.hash("password", password);
        var key = AccountName.of(name).key();
        return inTransaction(() -> {
            store.lockAdministrators();
            if (hasAdministrator()) {
                return false;
            }
            var existing = store.lockByKey(key);
            if (existing.isPresent()) {
                var account = existing.get();
                store.update(new StoredAccount(
                        account.id(),
                        account.name(),
                        account.displayName(),
                        account.email(),
                        true,
                        true,
                        hash,
                        account.generation() + 1,
                        account.created()));
                sessions.endAll(account.id(), null);
            } else {
                add(new NewAccount(name, password, null, null, true), hash);
            }
            return true;
        });
    }

    private StoredAccount add(NewAccount wanted) {
        // The rules first: hashing takes long.
        AccountName.of(required("name", wanted.name()));
        return add(wanted, passwords.hash("password", wanted.password()));
    }

    private StoredAccount add(NewAccount wanted, String hash) {
        var name = AccountName.of(required("name", wanted.name()));
        var account = new StoredAccount(
                new AccountId(ids.next()),
                name.text(),
                wanted.displayName() == null ? name.text() : ProfileRules.displayName(wanted.displayName()),
                wanted.email() == null ? null : ProfileRules.email(wanted.email()),
                wanted.admin(),
                true,
                hash,
                0,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!store.insert(account, name.key())) {
            throw new ProblemException(Problem.CONFLICT, "This name is taken");
        }
        return account;
    }

    private void rehash(StoredAccount account, String password) {
        var hash = passwords.hash("password", password);
        inTransaction(() -> {
            store.lockByKey(AccountName.key(account.name()))
                    .filter(now -> now.passwordHash().equals(account.passwordHash()))
                    .ifPresent(now -> store.update(withPassword(now, hash, now.generation())));
            return true;
        });
    }

    /** A token says "admin" for minutes after it stopped being true; what changes accounts asks the table. */
    private void administrator() {
        Callers.admin();
        if (!own().admin()) {
            throw new ProblemException(Problem.FORBIDDEN, "Only an administrator may do this");
        }
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(database.transactions().execute(status -> work.get()));
    }

    private static StoredAccount withPassword(StoredAccount account, String hash, int generation) {
        return new StoredAccount(
                account.id(),
                account.name(),
                account.displayName(),
                account.email(),
                account.admin(),
                account.enabled(),
                hash,
                generation,
                account.created());
    }

    // Jackson leaves absent fields null, whatever the type says.
    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw ProblemException.invalid(field, "This field is required");
        }
        return value;
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("The account");
    }
}
