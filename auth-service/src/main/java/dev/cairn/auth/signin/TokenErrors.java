package dev.cairn.auth.signin;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Errors of the token endpoint, in the form of RFC 6749; those that will pass with a status that says so. */
final class TokenErrors implements AuthenticationFailureHandler {
    private static final String RETRY_SECONDS = "60";

    private final AuthenticationFailureHandler standard = new OAuth2ErrorAuthenticationFailureHandler();

    /** The OAuth form of a problem. */
    static OAuth2AuthenticationException of(ProblemException problem) {
        var code = problem.problem().retryable()
                ? OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE
                : OAuth2ErrorCodes.INVALID_REQUEST;
        return new OAuth2AuthenticationException(new OAuth2Error(code, problem.detail(), null), problem);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException, ServletException {
        if (exception instanceof OAuth2AuthenticationException oauth
                && oauth.getError().getErrorCode().equals(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE)) {
            var unavailable = exception.getCause() instanceof ProblemException problem
                    && problem.problem() == Problem.UNAVAILABLE;
            response.setStatus((unavailable ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS).value());
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getWriter().write("{\"error\":\"temporarily_unavailable\"}");
            return;
        }
        standard.onAuthenticationFailure(request, response, exception);
    }
}
