package dev.cairn.desktop.remote;

import java.io.IOException;

/** The server refuses to renew this installation's sign-in: revoked, expired, or its account is disabled. Asking again is of no use. */
public class SignedOutException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param why what the server said */
    public SignedOutException(String why, Throwable cause) {
        super("this device is signed out (" + why + "); sign in again with \"cairn client login\"", cause);
    }

    SignedOutException(Throwable cause, String message) {
        super(message, cause);
    }
}
