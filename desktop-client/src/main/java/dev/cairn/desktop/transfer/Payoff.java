package dev.cairn.desktop.transfer;

/** Whether a shortcut is worth trying on in this transfer: at first always, then as long as one try in four pays. Thread-safe. */
final class Payoff {
    private static final int TRIES_MIN = 16;
    private static final int PAYS_ONCE_IN = 4;

    private int tried;
    private int paid;
    private boolean over;

    synchronized boolean isLikely() {
        return !over && (tried < TRIES_MIN || PAYS_ONCE_IN * paid >= tried);
    }

    synchronized void count(int tries, int successes) {
        tried += tries;
        paid += successes;
    }

    /** The other side does not take it, or not now. */
    synchronized void giveUp() {
        over = true;
    }
}
