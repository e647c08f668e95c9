package dev.cairn.auth.account;

import dev.cairn.attempts.Attempts;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks who is signed in for the password once more. Guessing it with a stolen token is as slow as at the sign-in: one check at
 * a time per account, and after too many wrong passwords none until time has passed.
 */
final class OldPassword {
    private final Passwords passwords;
    private final FailureWindow failures;
    private final Set<AccountId> checking = ConcurrentHashMap.newKeySet();

    OldPassword(Passwords passwords, PasswordProperties properties, Attempts attempts) {
        this.passwords = passwords;
        this.failures = new FailureWindow(
                "old password of account", properties.failuresPerName(), properties.window(), attempts);
    }

    /** Returns when it is right; FORBIDDEN when it is wrong, TOO_MANY_REQUESTS when it was not even looked at. */
    void require(StoredAccount account, String password) {
        if (!checking.add(account.id())) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS, "A password is being checked right now");
        }
        try {
            check(account, password);
        } finally {
            checking.remove(account.id());
        }
    }

    private void check(StoredAccount account, String password) {
        var key = account.id().toString();
        if (failures.full(key)) {
            throw new ProblemException(
                    Problem.TOO_MANY_REQUESTS, "Too many wrong passwords; try again in a few minutes");
        }
        if (!passwords.matches(password, account.passwordHash(), () -> {})) {
            failures.failed(key);
            throw new ProblemException(Problem.FORBIDDEN, "The password is wrong");
        }
        failures.succeeded(key);
    }
}
