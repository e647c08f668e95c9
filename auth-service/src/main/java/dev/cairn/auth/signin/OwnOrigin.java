package dev.cairn.auth.signin;

import dev.cairn.contracts.auth.WebClient;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser may be sent back to for the web app. The installation is reached under many host names, so no list can
 * name the addresses; but the web app is always where the browser already is: same scheme, host and port as this request.
 */
final class OwnOrigin {
    private OwnOrigin() {}

    /** Scheme, host and port of the request, the port only where it is not the scheme's usual one. */
    static String of(HttpServletRequest request) {
        return isUsualPort(request) ? host(request) : host(request) + ":" + request.getServerPort();
    }

    /** Whether {@code uri} is exactly the redirect address of the web app on the origin of {@code request}. */
    static boolean isRedirect(HttpServletRequest request, @Nullable String uri) {
        return isOwn(request, WebClient.REDIRECT_PATH, uri);
    }

    /** Whether {@code uri} is exactly the address after sign-out on the origin of {@code request}. */
    static boolean isPostLogout(HttpServletRequest request, @Nullable String uri) {
        return isOwn(request, WebClient.POST_LOGOUT_PATH, uri);
    }

    // Compares text and parses nothing: what two parsers may read differently is not equal to what we wrote ourselves.
    private static boolean isOwn(HttpServletRequest request, String path, @Nullable String uri) {
        if (uri == null) {
            return false;
        }
        return uri.equals(of(request) + path) || uri.equals(host(request) + ":" + request.getServerPort() + path);
    }

    private static String host(HttpServletRequest request) {
        return scheme(request) + "://" + request.getServerName().toLowerCase(Locale.ROOT);
    }

    private static boolean isUsualPort(HttpServletRequest request) {
        return request.getServerPort() == ("https".equals(scheme(request)) ? 443 : 80);
    }

    private static String scheme(HttpServletRequest request) {
        return request.getScheme().toLowerCase(Locale.ROOT);
    }
}
