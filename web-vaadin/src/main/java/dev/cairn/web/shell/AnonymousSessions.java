package dev.cairn.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of browsers in which nobody is signed in are short, and so many at most: anybody can begin them. Each begins as one;
 * signing in makes it last as long as the server's sessions do. Of too many the oldest end.
 */
final class AnonymousSessions implements HttpSessionListener {
    /** Time to sign in, and to look at what a link with a password shows. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(10);

    /** Set once somebody has signed in; how long the session lasts says nothing, an operator chooses that. */
    private static final String SIGNED_IN = AnonymousSessions.class.getName() + ".signedIn";

    private final int countMax;
    /** The latest, oldest first, some of them signed in or over by now. */
    private final Deque<HttpSession> latest = new ArrayDeque<>();

    AnonymousSessions(int countMax) {
        this.countMax = countMax;
    }

    /** Somebody has signed in: from now on the session lasts as long as the server's sessions do. */
    static void signedIn(HttpServletRequest request) {
        int minutes = request.getServletContext().getSessionTimeout();
        var session = request.getSession();
        session.setAttribute(SIGNED_IN, true);
        session.setMaxInactiveInterval(Math.toIntExact(TimeUnit.MINUTES.toSeconds(minutes)));
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        var session = event.getSession();
        session.setMaxInactiveInterval(Math.toIntExact(IDLE_MAX.toSeconds()));
        var oldest = add(session);
        if (oldest != null) {
            endUnlessSignedIn(oldest);
        }
    }

    private synchronized @Nullable HttpSession add(HttpSession session) {
        latest.add(session);
        return latest.size() > countMax ? latest.remove() : null;
    }

    private static void endUnlessSignedIn(HttpSession session) {
        try {
            if (session.getAttribute(SIGNED_IN) == null) {
                session.invalidate();
            }
        } catch (IllegalStateException e) {
            // It is over already.
        }
    }

    @Override
    public synchronized void sessionDestroyed(HttpSessionEvent event) {
        latest.remove(event.getSession());
    }
}
