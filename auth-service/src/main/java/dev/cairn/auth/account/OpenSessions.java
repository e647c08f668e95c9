package dev.cairn.auth.account;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import org.jspecify.annotations.Nullable;

/** What an account is signed in with at the moment: accounts end it, and do not know how it is kept. */
public interface OpenSessions {
    /** Voids every refresh token of the account at once, but those of the device {@code except}. Part of the caller's transaction. */
    void endAll(AccountId account, @Nullable DeviceId except);
}
