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
        var scheme = request.getScheme().toLowerCase(Locale.ROOT);
        var origin = scheme + "://" + request.getServerName().toLowerCase(Locale.ROOT);
        int port = request.getServerPort();
        if (uri.equals(origin + ":" + port + path)) {
            return true;
        }
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return usual && uri.equals(origin + path);
    }
}
