package dev.cairn.contracts.auth;

import dev.cairn.contracts.caller.ClusterSecret;
import java.util.Base64;

/**
 * How the web app is known to the sign-in service (OAuth 2, authorization code with PKCE, client_secret_basic). The
 * installation is reached under many host names: a redirect goes to the origin the browser is at, and to these paths only.
 */
public final class WebClient {
    /** Its client id. */
    public static final String ID = "cairn-web";

    /** Where the code comes back to, on the origin the browser asked at. */
    public static final String REDIRECT_PATH = "/login/oauth2/code/cairn";

    /** Where the browser comes back to after sign-out, on the origin the browser asked at. */
    public static final String POST_LOGOUT_PATH = "/";

    private WebClient() {}

    /** Its client secret: all processes of an installation know it, nobody has to configure it. */
    public static String secret(ClusterSecret secret) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(secret.derive("oauth-client-web").getEncoded());
    }
}
