package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The devices of accounts. A device goes, and all its refresh tokens with it, when it is revoked. */
public final class Devices {
    /** Most devices of one account. */
    public static final int DEVICES_MAX = 1000;

    private static final int NAME_MAX = 100;

    private final JdbcDatabase database;
    private final JdbcDevices store;

    Devices(JdbcDatabase database) {
        this.database = database;
        this.store = new JdbcDevices(database);
    }

    /** The devices of an account, the one seen last first. */
    public List<Device> of(AccountId account) {
        return store.of(account, DEVICES_MAX);
    }

    /** Ends a device's access; NOT_FOUND when it is not the account's. */
    public void revoke(AccountId account, DeviceId device) {
        database.transactions().executeWithoutResult(status -> {
            database.lock(account);
            if (!store.delete(account, device)) {
                throw ProblemException.notFound("The device");
            }
        });
    }

    /**
     * Adds a device; false when the account has {@link #DEVICES_MAX} already. The caller has locked the account.
     *
     * @param name what its owner calls it; cut to what can be shown
     * @param appPassword the app password it signed in with, if any: they are revoked together
     */
    public boolean add(DeviceId id, AccountId account, String name, @Nullable UUID appPassword, Instant now) {
        if (store.count(account) >= DEVICES_MAX) {
            return false;
        }
        store.insert(id, account, shown(name), appPassword, now);
        return true;
    }

    /** Notes that the device was there. */
    public void seen(DeviceId id, Instant now) {
        store.seen(id, now);
    }

    private static String shown(String name) {
        var text = new StringBuilder();
        name.strip()
                .codePoints()
                .filter(point -> !Character.isISOControl(point))
                .limit(NAME_MAX)
                .forEach(text::appendCodePoint);
        return text.isEmpty() ? "Device" : text.toString();
    }
}
