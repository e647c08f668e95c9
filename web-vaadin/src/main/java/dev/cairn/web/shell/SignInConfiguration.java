package dev.cairn.web.shell;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.cairn.contracts.auth.WebClient;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.process.Service;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Sign-in through the authorization server: the browser is sent to addresses of the origin it is at, the tokens are fetched
 * behind its back (ADR 0072).
 */
@Configuration(proxyBeanMethods = false)
public class SignInConfiguration {
    /** The chain that takes whatever the others of a process leave. */
    static final int ORDER = 100;

    /** Each remembers a request, which is 32 KiB at most. */
    private static final int ANONYMOUS_SESSIONS_MAX = 5_000;

    private static final String REGISTRATION = "cairn";
    static final String SIGN_IN = "/oauth2/authorization/" + REGISTRATION;

    /** Scripts are Vaadin's, which evaluates templates; nothing at all comes from another host. */
    private static final String CONTENT_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
            + "frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    @Bean
    ClientRegistrationRepository webClientRegistration(ClusterSecret secret, Environment environment) {
        var auth = Service.AUTH.address(environment);
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(WebClient.ID)
                .clientSecret(WebClient.secret(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .scope("openid", "profile")
                .redirectUri("{baseUrl}" + WebClient.REDIRECT_PATH)
                .authorizationUri("/oauth2/authorize")
                .tokenUri(auth.resolve("/oauth2/token").toString())
                .jwkSetUri(auth.resolve("/oauth2/jwks").toString())
                .providerConfigurationMetadata(Map.of("end_session_endpoint", "/connect/logout"))
                .userNameAttributeName("sub")
                .build());
    }

    @Bean
    ServletListenerRegistrationBean<AnonymousSessions> webAnonymousSessions() {
        return new ServletListenerRegistrationBean<>(new AnonymousSessions(ANONYMOUS_SESSIONS_MAX));
    }

    @Bean
    Grants webGrants(JwtDecoder decoder, InstantSource clock) {
        return new Grants(decoder, clock);
    }

    @Bean
    @VaadinSessionScope
    SignedIn signedIn(Grants grants) {
        return grants.signedIn(VaadinSession.getCurrent());
    }

    @Bean
    @Order(ORDER)
    SecurityFilterChain webSecurity(
            HttpSecurity http, ClientRegistrationRepository clients, VaadinDefaultRequestCache asked) throws Exception {
        asked.setDelegateRequestCache(backToCleanAddresses());
        var signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
        signedOut.setPostLogoutRedirectUri("{baseUrl}" + WebClient.POST_LOGOUT_PATH);
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers("/s/**", "/vendor/**", "/web/**", "/favicon.ico")
                                .permitAll())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/s/**"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.sameOrigin()))
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.oauth2LoginPage(SIGN_IN)
                        .logoutSuccessHandler(signedOut)
                        // An address where nothing is shows so, in words, instead of being forbidden.
                        .anyRequest(request -> request.authenticated()))
                .build();
    }

    /** After sign-in people are where they wanted to go, at that very address: nothing is added to it. */
    @SuppressWarnings("NullAway") // null means "no parameter", which its declaration does not say
    private static RequestCache backToCleanAddresses() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        return cache;
    }
}
