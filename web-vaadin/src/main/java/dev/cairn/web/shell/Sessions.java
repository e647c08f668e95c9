package dev.cairn.web.shell;

import jakarta.servlet.http.HttpSession;

/** Who is signed in where, for what is not a view. */
public interface Sessions {
    /** The person of a session, whoever that is at the time of a call. */
    SignedIn person(HttpSession session);
}
