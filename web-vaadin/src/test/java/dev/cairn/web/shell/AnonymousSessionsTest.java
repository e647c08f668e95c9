package dev.cairn.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionEvent;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockServletContext;

final class AnonymousSessionsTest {
    private static final int MINUTE = 60;

    private final MockServletContext server = new MockServletContext();
    private final AnonymousSessions sessions = new AnonymousSessions(3);

    @Test
    void aSessionIsShortUntilSomebodySignsIn() {
        server.setSessionTimeout(480);
        var session = begin();
        assertThat(session.getMaxInactiveInterval()).isEqualTo(10 * MINUTE);
        signIn(session);
        assertThat(session.getMaxInactiveInterval()).isEqualTo(480 * MINUTE);
    }

    @Test
    void ofTooManyTheOldestEndsUnlessSomebodyIsSignedIn() {
        // As short as those of strangers: nobody is told from them by that.
        server.setSessionTimeout(10);
        var first = begin();
        var signedIn = begin();
        signIn(signedIn);
        var third = begin();
        var fourth = begin();
        assertThat(first.isInvalid()).isTrue();
        sessions.sessionDestroyed(new HttpSessionEvent(first));
        var fifth = begin();
        assertThat(signedIn.isInvalid()).isFalse();
        begin();
        assertThat(third.isInvalid()).isTrue();
        assertThat(fourth.isInvalid()).isFalse();
        assertThat(fifth.isInvalid()).isFalse();
    }

    private MockHttpSession begin() {
        var session = new MockHttpSession(server);
        sessions.sessionCreated(new HttpSessionEvent(session));
        return session;
    }

    private void signIn(MockHttpSession session) {
        var request = new MockHttpServletRequest(server);
        request.setSession(session);
        AnonymousSessions.signedIn(request);
    }
}
