package dev.cairn.auth.api;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.StoredAccount;
import dev.cairn.auth.secret.AppPasswords;
import dev.cairn.auth.secret.S3Keys;
import dev.cairn.auth.token.TokenIssuer;
import dev.cairn.auth.token.TokenProperties;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.BasicCredential;
import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.S3Credential;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;

/** What the other services ask; {@link dev.cairn.contracts.http.ServiceGuard} has checked that it is one of them. */
final class Directory {
    /** How long others may go on with an S3 key that was revoked. */
    private static final Duration CACHED = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final S3Keys s3Keys;
    private final AppPasswords appPasswords;
    private final TokenIssuer tokens;
    private final TokenProperties properties;
    private final InstantSource clock;

    Directory(
            Accounts accounts,
            S3Keys s3Keys,
            AppPasswords appPasswords,
            TokenIssuer tokens,
            TokenProperties properties,
            InstantSource clock) {
        this.accounts = accounts;
        this.s3Keys = s3Keys;
        this.appPasswords = appPasswords;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
    }

    Account byName(String name) {
        return accounts.find(name)
                .filter(StoredAccount::enabled)
                .orElseThrow(() -> ProblemException.notFound("The account"))
                .shown();
    }

    Account byId(AccountId id) {
        return accounts.find(id)
                .orElseThrow(() -> ProblemException.notFound("The account"))
                .shown();
    }

    S3Credential s3Credential(String accessKey) {
        var owned = s3Keys.find(accessKey).orElseThrow(() -> ProblemException.notFound("The S3 key"));
        var account = owned.account();
        // The token outlives the credential: a long upload that began with it must be able to end.
        var token = tokens.issue(account, "cairn-s3", properties.internalTokenLifetime());
        return new S3Credential(
                account.id(),
                account.name(),
                owned.secretKey(),
                token.value(),
                clock.instant().plus(CACHED));
    }

    BasicCredential basic(BasicRequest request) {
        var account = appPasswords
                .verify(request.name(), request.password())
                .orElseThrow(() -> new ProblemException(Problem.FORBIDDEN, "The name or the app password is wrong"))
                .account();
        var token = tokens.issue(account, "cairn-basic", properties.accessTokenLifetime());
        return new BasicCredential(token.value(), token.expires());
    }
}
