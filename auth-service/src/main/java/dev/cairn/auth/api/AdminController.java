package dev.cairn.auth.api;

import dev.cairn.auth.account.Accounts;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountChange;
import dev.cairn.contracts.auth.AdminApi;
import dev.cairn.contracts.auth.NewAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for administrators. */
@RestController
final class AdminController implements AdminApi {
    private final Accounts accounts;

    AdminController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public List<Account> accounts(@Nullable String after) {
        return accounts.page(after);
    }

    @Override
    public Account create(NewAccount account) {
        return accounts.create(account);
    }

    @Override
    public Account account(String name) {
        return accounts.shown(name);
    }

    @Override
    public Account change(String name, AccountChange change) {
        return accounts.change(name, change);
    }
}
