package dev.cairn.web.share;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The passwords of the links a stranger has opened in this session. A session is only made for a right password. */
final class Unlocked {
    private static final String ATTRIBUTE = "dev.cairn.web.unlocked";

    /** The oldest is forgotten. */
    private static final int LINKS_MAX = 20;

    private final Map<String, String> passwords = new LinkedHashMap<>();

    static Unlocked in(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Unlocked known ? known : new Unlocked();
    }

    synchronized @Nullable String password(String token) {
        return passwords.get(token);
    }

    synchronized void remember(String token, String password, HttpServletRequest request) {
        if (passwords.size() == LINKS_MAX) {
            passwords.remove(passwords.keySet().iterator().next());
        }
        passwords.put(token, password);
        request.getSession().setAttribute(ATTRIBUTE, this);
    }
}
