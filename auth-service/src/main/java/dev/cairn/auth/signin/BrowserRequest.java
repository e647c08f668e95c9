package dev.cairn.auth.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/** What of a request to the authorization endpoint is needed when its code is exchanged. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BrowserRequest(
        String authorizationUri, @Nullable String redirectUri, List<String> scopes, Map<String, String> parameters) {
    /** What a desktop client calls its device. */
    static final String DEVICE_NAME = "device_name";

    private static final Set<String> KEPT = Set.of(
            PkceParameterNames.CODE_CHALLENGE,
            PkceParameterNames.CODE_CHALLENGE_METHOD,
            OidcParameterNames.NONCE,
            DEVICE_NAME);

    static BrowserRequest of(OAuth2AuthorizationRequest request) {
        var kept = new LinkedHashMap<String, String>();
        request.getAdditionalParameters().forEach((name, value) -> {
            if (KEPT.contains(name) && value instanceof String text) {
                kept.put(name, text);
            }
        });
        return new BrowserRequest(
                request.getAuthorizationUri(), request.getRedirectUri(), List.copyOf(request.getScopes()), kept);
    }

    OAuth2AuthorizationRequest toRequest(String clientId) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(authorizationUri)
                .clientId(clientId)
                .redirectUri(redirectUri)
                .scopes(Set.copyOf(scopes))
                .additionalParameters(Map.copyOf(parameters))
                .build();
    }
}
