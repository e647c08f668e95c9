package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** A sign-in with name and password at the token endpoint. */
final class PasswordGrantRequest extends OAuth2AuthorizationGrantAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final String username;
    private final transient String password;
    private final String deviceName;
    private final String address;

    private PasswordGrantRequest(
            Authentication client, String username, String password, String deviceName, String address) {
        super(Clients.PASSWORD, client, null);
        this.username = username;
        this.password = password;
        this.deviceName = deviceName;
        this.address = address;
    }

    /** Reads it; null for other grants. */
    static AuthenticationConverter converter() {
        return PasswordGrantRequest::read;
    }

    private static @Nullable Authentication read(HttpServletRequest request) {
        if (!Clients.PASSWORD.getValue().equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
            return null;
        }
        var parameters = new TokenRequest(request);
        var client = Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
        var deviceName = parameters.optional(BrowserRequest.DEVICE_NAME);
        return new PasswordGrantRequest(
                client,
                parameters.required("username"),
                parameters.required("password"),
                deviceName == null ? "" : deviceName,
                request.getRemoteAddr());
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    String deviceName() {
        return deviceName;
    }

    String address() {
        return address;
    }
}
