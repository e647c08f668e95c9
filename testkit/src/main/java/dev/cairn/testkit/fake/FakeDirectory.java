package dev.cairn.testkit.fake;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.BasicCredential;
import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.auth.S3Credential;
import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Role;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A directory in memory: accounts are those a test has added. Knows no S3 keys and no app passwords. Thread-safe. */
public final class FakeDirectory implements DirectoryApi {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** Adds an enabled account whose id follows from its name; a caller for it. */
    public Caller add(String name) {
        return add(name, false);
    }

    /** As {@link #add(String)}, for an administrator. */
    public Caller addAdmin(String name) {
        return add(name, true);
    }

    private Caller add(String name, boolean admin) {
        var id = new AccountId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        accounts.put(key(name), new Account(id, name, name, name + "@example.com", admin, true, Instant.EPOCH));
        return new Caller(id, name, admin ? Set.of(Role.ADMIN) : Set.of(), null, new AccessToken("token of " + name));
    }

    /** Disables an account that was added, or enables it again. */
    public void enable(Caller caller, boolean enabled) {
        accounts.computeIfPresent(
                key(caller.name()),
                (_, account) -> new Account(
                        account.id(),
                        account.name(),
                        account.displayName(),
                        account.email(),
                        account.admin(),
                        enabled,
                        account.created()));
    }

    @Override
    public Account byName(String name) {
        var account = accounts.get(key(name));
        if (account == null || !account.enabled()) {
            throw ProblemException.notFound("The account");
        }
        return account;
    }

    @Override
    public Account byId(AccountId account) {
        return accounts.values().stream()
                .filter(candidate -> candidate.id().equals(account))
                .findAny()
                .orElseThrow(() -> ProblemException.notFound("The account"));
    }

    @Override
    public S3Credential s3Credential(String accessKey) {
        throw ProblemException.notFound("The key");
    }

    @Override
    public BasicCredential basic(BasicRequest request) {
        throw new ProblemException(Problem.FORBIDDEN, "Wrong name or password");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
