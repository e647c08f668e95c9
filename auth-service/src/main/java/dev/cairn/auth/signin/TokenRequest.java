package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Reads the parameters of a request to the token endpoint: from the body only, each at most once, of limited length. */
record TokenRequest(HttpServletRequest request) {
    private static final int VALUE_MAX = 2048;

    @Nullable
    String optional(String name) {
        var query = request.getQueryString();
        var values = request.getParameterValues(name);
        if (values == null || values.length == 0 || values[0].isEmpty()) {
            return null;
        }
        // What stands in a query ends in logs.
        if (values.length > 1 || values[0].length() > VALUE_MAX || (query != null && query.contains(name))) {
            throw invalid(name);
        }
        return values[0];
    }

    String required(String name) {
        var value = optional(name);
        if (value == null) {
            throw invalid(name);
        }
        return value;
    }

    private static OAuth2AuthenticationException invalid(String name) {
        return new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: " + name, null));
    }
}
