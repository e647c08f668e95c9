package dev.cairn.contracts.caller;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param account whose rights count
 * @param name the account's sign-in name
 * @param roles rights on the whole installation
 * @param device the installation that asks, when it is one
 * @param delegated whether a program asks with an app password or an S3 key its owner gave it: it uses what is there, and makes
 *     and ends no secrets
 * @param token what proves it to other processes
 */
public record Caller(
        AccountId account,
        String name,
        Set<Role> roles,
        @Nullable DeviceId device,
        boolean delegated,
        AccessToken token) {
    /** Copies the set. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Somebody who signed in themselves. */
    public Caller(AccountId account, String name, Set<Role> roles, @Nullable DeviceId device, AccessToken token) {
        this(account, name, roles, device, false, token);
    }

    /** Whether the account administers the installation. */
    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }
}
