package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriUtils;

/**
 * From the authorization endpoint to the sign-in page and back. Where to go on afterwards travels in the address: nobody who
 * has not signed in takes room in a session. It is never anything but the authorization endpoint of this server, or its root.
 */
final class SignInFlow implements AuthenticationEntryPoint, AuthenticationSuccessHandler, AuthenticationFailureHandler {
    static final String PATH = "/login";
    static final String CONTINUE = "continue";
    static final String PROBLEM = "problem";
    static final String WRONG = "wrong";
    static final String LATER = "later";

    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final int CONTINUE_MAX = 6000;

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception) {
        if (!request.getRequestURI().equals(AUTHORIZE) || request.getQueryString() == null) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        redirect(response, PATH + "?" + parameter(AUTHORIZE + "?" + request.getQueryString()));
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        // In one process with the web app, which keeps sessions short until somebody signs in.
        int minutes = request.getServletContext().getSessionTimeout();
        request.getSession().setMaxInactiveInterval(Math.toIntExact(TimeUnit.MINUTES.toSeconds(minutes)));
        redirect(response, target(request));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        var problem = exception instanceof LockedException ? LATER : WRONG;
        redirect(response, PATH + "?" + PROBLEM + "=" + problem + "&" + parameter(target(request)));
    }

    /** Where a request to the sign-in page wants to go on to. */
    static String target(HttpServletRequest request) {
        return target(request.getParameter(CONTINUE));
    }

    private static String target(@Nullable String asked) {
        if (asked != null
                && asked.length() <= CONTINUE_MAX
                && asked.startsWith(AUTHORIZE + "?")
                && asked.chars().allMatch(letter -> letter > ' ' && letter < 127 && letter != '\\')) {
            return asked;
        }
        return "/";
    }

    private static String parameter(String target) {
        return CONTINUE + "=" + UriUtils.encode(target, StandardCharsets.UTF_8);
    }

    // Relative: whatever name and port the browser used, it stays there.
    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, location);
    }
}
