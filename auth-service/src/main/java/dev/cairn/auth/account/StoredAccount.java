package dev.cairn.auth.account;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.id.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as this service keeps it.
 *
 * @param generation grows whenever all open sessions of the account end
 */
public record StoredAccount(
        AccountId id,
        String name,
        String displayName,
        @Nullable String email,
        boolean admin,
        boolean enabled,
        String passwordHash,
        int generation,
        Instant created) {
    /** What others may see. */
    public Account shown() {
        return new Account(id, name, displayName, email, admin, enabled, created);
    }

    @Override
    public String toString() {
        return "StoredAccount[" + id + "]";
    }
}
