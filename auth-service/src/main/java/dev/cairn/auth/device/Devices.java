package dev.cairn.auth.device;

import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.auth.Device;
import dev.cairn.contracts.auth.DeviceReport;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The devices of accounts. A device goes, and all its refresh tokens with it, when it is revoked. */
public final class Devices {
    /** Most devices of one account. */
    public static final int DEVICES_MAX = 1000;

    private static final int NAME_MAX = 100;
    private static final Pattern STATE = Pattern.compile("[a-z-]{1,30}");
    /** How long a device that is not heard of is waited for, longer than any sign-in lasts. */
    private static final Duration WIPE_LIFE = Duration.ofDays(3650);

    private final JdbcDatabase database;
    private final JdbcDevices store;
    private final InstantSource clock;

    Devices(JdbcDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
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

    /** Notes what it says of itself; INVALID_REQUEST when that is nothing a device says. */
    public void report(DeviceId device, DeviceReport report) {
        if (report.state() == null || !STATE.matcher(report.state()).matches()) {
            throw ProblemException.invalid("state", "A state is a word of small letters and hyphens");
        }
        if (report.kind() == null || report.version() == null || report.waiting() < 0) {
            throw ProblemException.invalid("kind", "A report has a kind, a version, and what is waiting");
        }
        store.report(
                device,
                new DeviceReport(shown(report.kind()), shown(report.version()), report.state(), report.waiting()),
                clock.instant());
    }

    /** Calls it something else; NOT_FOUND when it is not the account's. */
    public Device rename(AccountId account, DeviceId device, String name) {
        store.rename(account, device, shown(name));
        return known(account, device);
    }

    /**
     * Asks for it to be wiped; NOT_FOUND when it is not the account's.
     *
     * @param unsentToo as {@link Device.Wipe#unsentToo}; once said it holds
     */
    public Device wipe(AccountId account, DeviceId device, boolean unsentToo) {
        database.transactions().executeWithoutResult(status -> {
            // No exchange of a refresh token that began before may end with a new one after this.
            database.lock(account);
            var now = clock.instant();
            store.askWipe(account, device, unsentToo, now, now.plus(WIPE_LIFE));
        });
        return known(account, device);
    }

    private Device known(AccountId account, DeviceId device) {
        return of(account).stream()
                .filter(each -> each.id().equals(device))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("The device"));
    }

    /** What the device is to be told now, which is no tokens; nothing when nobody wants it wiped. */
    public Optional<Device.Wipe> toldToWipe(DeviceId device) {
        var wipe = store.wipe(device);
        if (wipe.isPresent()) {
            store.heardWipe(device, clock.instant());
        }
        return wipe;
    }

    /** Whether somebody wants it wiped. */
    public boolean isToBeWiped(DeviceId device) {
        return store.wipe(device).isPresent();
    }

    /** It says that it is wiped, as it was told to, and how many files it had not sent stay there. */
    public void wiped(DeviceId device, int left) {
        store.wiped(device, left, clock.instant());
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
