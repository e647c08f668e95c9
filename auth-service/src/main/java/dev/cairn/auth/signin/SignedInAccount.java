package dev.cairn.auth.signin;

import dev.cairn.auth.account.StoredAccount;
import dev.cairn.contracts.id.AccountId;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;

/**
 * Who has signed in, as Spring Security carries it. Its name, and so the subject of every token, is the account's id: a name
 * may be given to somebody else one day.
 *
 * @param admin whether this sign-in may administer; never with an app password
 * @param delegated whether it was made with an app password
 */
record SignedInAccount(UUID id, String signInName, boolean admin, boolean delegated, int generation)
        implements AuthenticatedPrincipal, Serializable {
    static SignedInAccount of(StoredAccount account, boolean withAppPassword) {
        return new SignedInAccount(
                account.id().value(),
                account.name(),
                account.admin() && !withAppPassword,
                withAppPassword,
                account.generation());
    }

    @Override
    public String getName() {
        return id.toString();
    }

    AccountId account() {
        return new AccountId(id);
    }

    Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(this, null, List.of());
    }
}
