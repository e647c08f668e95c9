package dev.cairn.desktop.account;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.AccessTokens;
import dev.cairn.desktop.remote.SignedOutException;
import dev.cairn.desktop.remote.WipeAskedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the signed-in account. The refresh token changes with every use; the attempt is on disk before it is sent
 * and the successor is on disk before anything else is done with it, so a crash at any point can be repeated.
 */
public final class KeptTokens implements AccessTokens {
    private static final Duration RESERVE = Duration.ofSeconds(45);
    private static final int ATTEMPT_BYTES = 16;

    private final Home home;
    private final SignIn signIn;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Account account;
    private @Nullable String access;
    private Instant expires = Instant.MIN;

    public KeptTokens(Home home, Account account, SignIn signIn, InstantSource clock, RandomGenerator random) {
        this.home = home;
        this.account = account;
        this.signIn = signIn;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public synchronized String current() throws IOException {
        var known = access;
        if (known != null && clock.instant().isBefore(expires)) {
            return known;
        }
        return refresh();
    }

    @Override
    public synchronized void rejected(String token) {
        if (token.equals(access)) {
            access = null;
        }
    }

    private String refresh() throws IOException {
        var attempt = account.attempt();
        if (attempt == null) {
            var bytes = new byte[ATTEMPT_BYTES];
            random.nextBytes(bytes);
            attempt = HexFormat.of().formatHex(bytes);
            keep(account.refreshToken(), attempt);
        }
        var reply = renew(attempt);
        keep(reply.refreshToken() == null ? account.refreshToken() : reply.refreshToken(), null);
        access = reply.accessToken();
        var now = clock.instant();
        expires = now.plusSeconds(reply.expiresInSeconds()).minus(RESERVE);
        home.lend(new LentToken(reply.accessToken(), now.plusSeconds(reply.expiresInSeconds())));
        return reply.accessToken();
    }

    private TokenReply renew(String attempt) throws IOException {
        try {
            return signIn.refresh(account.refreshToken(), attempt);
        } catch (WipeAskedException e) {
            // Whatever happens to this process, the next one knows.
            home.keepWipe(new WipeOrder(WipeOrder.VERSION, e.unsentToo(), false));
            throw e;
        } catch (ProblemException e) {
            if (e.problem() == Problem.UNAUTHENTICATED) {
                throw new SignedOutException(e.detail(), e);
            }
            throw e;
        }
    }

    private void keep(String refreshToken, @Nullable String attempt) throws IOException {
        var next = new Account(account.server(), account.user(), account.device(), refreshToken, attempt);
        home.keep(next);
        account = next;
    }
}
