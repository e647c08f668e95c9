package dev.cairn.desktop.remote;

/** The owner wants this installation to be wiped: it is signed out for good, and what it synced is to be deleted here. */
public final class WipeAskedException extends SignedOutException {
    private static final long serialVersionUID = 1L;

    private final boolean unsentToo;

    /** @param unsentToo also what was not sent yet */
    public WipeAskedException(boolean unsentToo, Throwable cause) {
        super(cause, "the owner of this device wants it to be wiped; what it synced is deleted here");
        this.unsentToo = unsentToo;
    }

    /** Whether also what was not sent yet is to be deleted. */
    public boolean unsentToo() {
        return unsentToo;
    }
}
