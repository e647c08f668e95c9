package dev.cairn.notification.mail;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.BasicCredential;
import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.auth.S3Credential;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A directory that knows one account. */
record OneRecipient(AccountId account, @Nullable String email) implements DirectoryApi {
    @Override
    public Account byId(AccountId id) {
        if (!id.equals(account)) {
            throw ProblemException.notFound("The account");
        }
        return new Account(id, "ben", "Ben <b>\u00d6</b>", email, false, true, Instant.EPOCH);
    }

    @Override
    public Account byName(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public S3Credential s3Credential(String accessKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BasicCredential basic(BasicRequest request) {
        throw new UnsupportedOperationException();
    }
}
