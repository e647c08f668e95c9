package dev.cairn.auth.api;

import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.BasicCredential;
import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.auth.S3Credential;
import dev.cairn.contracts.id.AccountId;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for the other services. */
@RestController
final class DirectoryController implements DirectoryApi {
    private final Directory directory;

    DirectoryController(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Account byName(String name) {
        return directory.byName(name);
    }

    @Override
    public Account byId(AccountId account) {
        return directory.byId(account);
    }

    @Override
    public S3Credential s3Credential(String accessKey) {
        return directory.s3Credential(accessKey);
    }

    @Override
    public BasicCredential basic(BasicRequest request) {
        return directory.basic(request);
    }
}
