package dev.cairn.window.model;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.PauseUntil;
import dev.cairn.desktop.session.FolderStatus;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a home says at a moment.
 *
 * @param status what the process that syncs told last
 * @param trouble why nothing is synced although it should; null: nothing is wrong
 */
public record Reading(
        Optional<Account> account,
        FolderStatus.All status,
        Optional<PauseUntil> pause,
        Run run,
        @Nullable String trouble) {
    /** Reads the home. */
    public static Reading of(Home home, Run run, @Nullable String trouble) throws IOException {
        return new Reading(home.account(), FolderStatus.All.last(home), home.paused(), run, trouble);
    }
}
