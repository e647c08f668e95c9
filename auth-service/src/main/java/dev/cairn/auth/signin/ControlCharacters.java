package dev.cairn.auth.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with control characters in a parameter, before anybody keeps or shows it: no database holds a NUL, and none of
 * the others belongs into what these endpoints are told. Passwords alone may have what they like; nobody keeps them as they are.
 */
final class ControlCharacters extends OncePerRequestFilter {
    private static final Set<String> PASSWORDS = Set.of("password");
    private static final Set<String> OF_PROGRAMS = Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect");

    private final AuthenticationFailureHandler forPrograms = new TokenErrors();
    private final AuthenticationFailureHandler forBrowsers = new AuthorizationErrors();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (var parameter : request.getParameterMap().entrySet()) {
            var name = parameter.getKey();
            boolean readable = isReadable(name)
                    && (PASSWORDS.contains(name)
                            || Arrays.stream(parameter.getValue()).allMatch(ControlCharacters::isReadable));
            if (!readable) {
                var errors = OF_PROGRAMS.contains(request.getRequestURI()) ? forPrograms : forBrowsers;
                errors.onAuthenticationFailure(request, response, refusal(name));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isReadable(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static AuthenticationException refusal(String name) {
        var what = name.matches("[A-Za-z0-9_-]{1,50}") ? name : "a name";
        return new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: " + what, null));
    }
}
