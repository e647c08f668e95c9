package dev.cairn.auth.api;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.device.Devices;
import dev.cairn.auth.secret.AppPasswords;
import dev.cairn.auth.secret.S3Keys;
import dev.cairn.contracts.auth.Account;
import dev.cairn.contracts.auth.AccountApi;
import dev.cairn.contracts.auth.AppPassword;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.DeviceName;
import dev.cairn.contracts.auth.DeviceReport;
import dev.cairn.contracts.auth.NewSecret;
import dev.cairn.contracts.auth.PasswordChange;
import dev.cairn.contracts.auth.S3Key;
import dev.cairn.contracts.auth.WipeOrder;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account. */
@RestController
final class AccountController implements AccountApi {
    private final Accounts accounts;
    private final Devices devices;
    private final AppPasswords appPasswords;
    private final S3Keys s3Keys;

    AccountController(Accounts accounts, Devices devices, AppPasswords appPasswords, S3Keys s3Keys) {
        this.accounts = accounts;
        this.devices = devices;
        this.appPasswords = appPasswords;
        this.s3Keys = s3Keys;
    }

    @Override
    public Account me() {
        return accounts.own().shown();
    }

    @Override
    public void changePassword(PasswordChange change) {
        accounts.changePassword(change);
    }

    @Override
    public List<Device> devices() {
        return devices.of(accounts.own().id());
    }

    @Override
    public void revokeDevice(DeviceId device) {
        if (!device.equals(Callers.current().device())) {
            Callers.inPerson();
        } else if (devices.isToBeWiped(device)) {
            throw new ProblemException(Problem.FORBIDDEN, "A device does not take back that it is to be wiped");
        }
        devices.revoke(accounts.own().id(), device);
    }

    @Override
    public void report(DeviceReport report) {
        var device = Callers.current().device();
        if (device == null) {
            throw new ProblemException(Problem.FORBIDDEN, "Only a device says how far it is");
        }
        devices.report(device, report);
    }

    @Override
    public Device renameDevice(DeviceId device, DeviceName name) {
        if (name.name() == null || name.name().isBlank()) {
            throw ProblemException.invalid("name", "A device has a name");
        }
        Callers.inPerson();
        return devices.rename(accounts.own().id(), device, name.name());
    }

    @Override
    public Device wipeDevice(DeviceId device, WipeOrder order) {
        return devices.wipe(accounts.confirmed(order.password()).id(), device, order.unsentToo());
    }

    @Override
    public List<AppPassword> appPasswords() {
        return appPasswords.list();
    }

    @Override
    public AppPassword createAppPassword(NewSecret secret) {
        return appPasswords.create(secret);
    }

    @Override
    public void revokeAppPassword(String id) {
        appPasswords.revoke(id);
    }

    @Override
    public List<S3Key> s3Keys() {
        return s3Keys.list();
    }

    @Override
    public S3Key createS3Key(NewSecret secret) {
        return s3Keys.create(secret);
    }

    @Override
    public void revokeS3Key(String accessKey) {
        s3Keys.revoke(accessKey);
    }
}
