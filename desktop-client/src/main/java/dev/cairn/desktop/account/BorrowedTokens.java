package dev.cairn.desktop.account;

import dev.cairn.desktop.remote.AccessTokens;
import java.io.IOException;
import java.time.InstantSource;

/** Access tokens of another process, which holds the home and renews them. */
public final class BorrowedTokens implements AccessTokens {
    private final Home home;
    private final InstantSource clock;

    public BorrowedTokens(Home home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public String current() throws IOException {
        return home.lent()
                .filter(lent -> clock.instant().isBefore(lent.expires()))
                .orElseThrow(() -> new IOException("the client that is running is not signed in at the moment"))
                .token();
    }

    @Override
    public void rejected(String token) {
        // The other process will find out by itself.
    }
}
