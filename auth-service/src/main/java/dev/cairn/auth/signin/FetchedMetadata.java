package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Makes the two discovery documents speak of the address they were fetched from, as RFC 8414 wants it (section 3.3): the
 * installation has many addresses, and the issuer in its tokens is a name that need not be one of them (ADR 0026).
 */
final class FetchedMetadata {
    private FetchedMetadata() {}

    /** Puts the origin of the current request in place of the installation's issuer, wherever a claim begins with it. */
    static void ofThisOrigin(Map<String, Object> claims) {
        var issuer = AuthorizationServerContextHolder.getContext().getIssuer();
        var origin = OwnOrigin.of(request());
        claims.replaceAll((name, value) -> value instanceof String text && text.startsWith(issuer)
                ? origin + text.substring(issuer.length())
                : value);
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
