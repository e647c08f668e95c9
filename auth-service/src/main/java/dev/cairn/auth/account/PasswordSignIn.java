package dev.cairn.auth.account;

import dev.cairn.attempts.Attempts;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks names and passwords, and makes guessing slow: wrong ones are counted per name and address, per address and per name,
 * and beyond a limit nothing is checked any more until time has passed. Devices that are signed in do not notice.
 */
public final class PasswordSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);
    private static final int NAME_MAX = 200;

    private final Accounts accounts;
    private final FailureWindow pairs;
    private final FailureWindow addresses;
    private final FailureWindow names;

    PasswordSignIn(Accounts accounts, PasswordProperties properties, Attempts attempts) {
        this.accounts = accounts;
        this.pairs = new FailureWindow("name and address", properties.failuresPerName(), properties.window(), attempts);
        this.addresses = new FailureWindow("address", properties.failuresPerAddress(), properties.window(), attempts);
        this.names = new FailureWindow("name", properties.failuresPerAccount(), properties.window(), attempts);
    }

    /**
     * The enabled account with this name and password; empty when there is none, whatever the reason.
     *
     * @param address where the request came from
     * @throws ProblemException {@link Problem#TOO_MANY_REQUESTS} after too many failures
     */
    public Optional<StoredAccount> check(String name, String password, String address) {
        if (name.length() > NAME_MAX) {
            return Optional.empty();
        }
        var key = AccountName.key(name);
        // A blank cannot stand in an address.
        var pair = address + " " + key;
        // Asked when it is this one's turn, so that many at once do not all pass before the first has failed.
        var account = accounts.verify(name, password, () -> {
            if (pairs.full(pair) || addresses.full(address) || names.full(key)) {
                throw new ProblemException(
                        Problem.TOO_MANY_REQUESTS, "Too many wrong passwords; try again in a few minutes");
            }
        });
        if (account.isEmpty()) {
            pairs.failed(pair);
            addresses.failed(address);
            names.failed(key);
            // The name is not told: people type their password into the wrong field.
            LOG.info("wrong name or password from {}", address);
        } else {
            pairs.succeeded(pair);
        }
        return account;
    }
}
