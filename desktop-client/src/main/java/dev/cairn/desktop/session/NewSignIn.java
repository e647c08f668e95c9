package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.session.CannotException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What is right before somebody signs in to a home. */
public final class NewSignIn {
    /** How long a sign-in through a browser is waited for. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private NewSignIn() {}

    /** Keeps a sign-in after the {@link #check}. Needs the lock. */
    public static void keep(Home home, Account account) throws IOException {
        check(home, account.server(), account.user());
        home.keep(account);
    }

    /** {@link CannotException} (WRONG) when the home syncs folders of somebody else, or of another server. */
    public static void check(Home home, URI server, String user) throws IOException {
        checkNotToBeWiped(home);
        var before = home.account();
        if (before.isPresent()
                && !home.folders().isEmpty()
                && !(before.get().server().equals(server) && before.get().user().equals(user))) {
            throw new CannotException(
                    Reason.WRONG,
                    "this home syncs folders of " + before.get().user() + " at "
                            + before.get().server() + "; remove them first, or use another --home");
        }
    }

    /** {@link CannotException} (WRONG) when there is something to be done first that the sign-in of before is needed for. */
    static void checkNotToBeWiped(Home home) throws IOException {
        if (home.wipe().isPresent()) {
            throw new CannotException(
                    Reason.WRONG,
                    "the owner of this device wants it to be wiped, and that is not finished: run \"cairn client sync\"");
        }
    }

    /** What this installation is called if nobody says otherwise: the host's name. */
    public static String deviceName() {
        try {
            var file = Path.of("/etc/hostname");
            var name = Files.isReadable(file) ? Files.readString(file).strip() : "";
            return name.isEmpty() ? System.getProperty("os.name", "device") : name;
        } catch (IOException e) {
            return "device";
        }
    }
}
