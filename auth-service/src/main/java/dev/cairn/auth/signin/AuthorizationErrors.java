package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Errors of the authorization endpoint and of sign-out: to the client when its address is known to be its own, else a page of
 * ours. Spring's default is the container's error page, which the web app's chain would answer with another sign-in.
 */
final class AuthorizationErrors implements AuthenticationFailureHandler {
    private final RedirectStrategy redirects = new DefaultRedirectStrategy();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        var error = exception instanceof OAuth2AuthenticationException oauth
                ? oauth.getError()
                : new OAuth2Error("server_error");
        var client = client(exception);
        if (client == null) {
            SignInPage.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    SignInPage.message(
                            "This link does not work",
                            "The program that sent you here asked for something that is not possible"
                                    + (error.getDescription() == null ? "." : " (" + error.getDescription() + ").")));
            return;
        }
        redirects.sendRedirect(request, response, client.with(error));
    }

    private record Client(String redirect, @Nullable String state) {
        String with(OAuth2Error error) {
            var uri = UriComponentsBuilder.fromUriString(redirect)
                    .queryParam(OAuth2ParameterNames.ERROR, error.getErrorCode());
            add(uri, OAuth2ParameterNames.ERROR_DESCRIPTION, error.getDescription());
            add(uri, OAuth2ParameterNames.STATE, state);
            return uri.build(true).toUriString();
        }

        private static void add(UriComponentsBuilder uri, String name, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                uri.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
            }
        }
    }

    private static @Nullable Client client(AuthenticationException exception) {
        if (!(exception instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused)) {
            return null;
        }
        var asked = refused.getAuthorizationCodeRequestAuthentication();
        var redirect = asked == null ? null : asked.getRedirectUri();
        return asked == null || redirect == null || redirect.isEmpty() ? null : new Client(redirect, asked.getState());
    }
}
