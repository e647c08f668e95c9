package dev.cairn.auth.api;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.device.Devices;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountChange;
import dev.cairn.contracts.auth.AdminApi;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.NewAccount;
import dev.cairn.contracts.auth.WipeOrder;
import dev.cairn.contracts.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for administrators. */
@RestController
final class AdminController implements AdminApi {
    private final Accounts accounts;
    private final Devices devices;

    AdminController(Accounts accounts, Devices devices) {
        this.accounts = accounts;
        this.devices = devices;
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

    @Override
    public List<Device> devices(String name) {
        return devices.of(accounts.administered(name));
    }

    @Override
    public Device wipeDevice(String name, DeviceId device, WipeOrder order) {
        var account = accounts.administered(name);
        accounts.confirmed(order.password());
        return devices.wipe(account, device, order.unsentToo());
    }
}
