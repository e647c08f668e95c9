package dev.cairn.testkit.fake;

import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Role;
import dev.cairn.contracts.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** Callers for tests: the same name is always the same account. */
public final class FakeCallers {
    private FakeCallers() {}

    /** An ordinary account. */
    public static Caller named(String name) {
        return new Caller(account(name), name, Set.of(), null, new AccessToken("token-of-" + name));
    }

    /** An account that administers the installation. */
    public static Caller admin(String name) {
        return new Caller(account(name), name, Set.of(Role.ADMIN), null, new AccessToken("token-of-" + name));
    }

    private static AccountId account(String name) {
        return new AccountId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
