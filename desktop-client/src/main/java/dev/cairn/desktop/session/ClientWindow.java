package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Home;

/** A window for people who want no command line, found by {@link java.util.ServiceLoader}: an installation may have none. */
public interface ClientWindow {
    /**
     * Shows the window of a home, or brings the one to the front that is open already. Returns when it is closed for good: true; or at
     * once when there was one: false. {@link CannotException} (WRONG) when this machine has no display.
     *
     * @param hidden begin in the tray when there is one
     */
    boolean show(Home home, boolean hidden) throws Exception;
}
