package dev.cairn.auth.signin;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.PasswordSignIn;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The security chain of the sign-in endpoints and the sign-in page. */
final class SignInSecurity {
    /**
     * Where the session says who signed in here. Not Spring's usual place: in one process the web app keeps its own sign-in in
     * the same session, and neither must take the other's for its own.
     */
    private static final String CONTEXT_KEY = "dev.cairn.auth.signin";

    private final RegisteredClientRepository clients;
    private final SignIns signIns;
    private final OAuth2TokenGenerator<OAuth2Token> generator;
    private final PasswordGrant passwordGrant;
    private final RefreshGrant refreshGrant;
    private final PasswordSignIn passwords;
    private final Accounts accounts;

    SignInSecurity(
            RegisteredClientRepository clients,
            SignIns signIns,
            OAuth2TokenGenerator<OAuth2Token> generator,
            PasswordGrant passwordGrant,
            RefreshGrant refreshGrant,
            PasswordSignIn passwords,
            Accounts accounts) {
        this.clients = clients;
        this.signIns = signIns;
        this.generator = generator;
        this.passwordGrant = passwordGrant;
        this.refreshGrant = refreshGrant;
        this.passwords = passwords;
        this.accounts = accounts;
    }

    SecurityFilterChain configure(HttpSecurity http) throws Exception {
        var flow = new SignInFlow();
        var context = new HttpSessionSecurityContextRepository();
        context.setSpringSecurityContextKey(CONTEXT_KEY);
        var csrf = new CookieCsrfTokenRepository();
        csrf.setCookieName("cairn-sign-in");
        csrf.setCookiePath(SignInFlow.PATH);
        csrf.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
        return http.oauth2AuthorizationServer(server -> authorizationServer(http, server))
                .securityContext(security -> security.securityContextRepository(context))
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(protection -> protection.csrfTokenRepository(csrf))
                .authenticationProvider(new PasswordPageProvider(passwords))
                .formLogin(form -> form.loginPage(SignInFlow.PATH)
                        .successHandler(flow)
                        .failureHandler(flow)
                        .permitAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(flow))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, SignInFlow.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new ControlCharacters(), SecurityContextHolderFilter.class)
                .addFilterAfter(new CurrentSessions(accounts), SecurityContextHolderFilter.class)
                .build();
    }

    private void authorizationServer(HttpSecurity http, OAuth2AuthorizationServerConfigurer server) {
        http.securityMatcher(new OrRequestMatcher(
                server.getEndpointsMatcher(),
                PathPatternRequestMatcher.withDefaults().matcher(SignInFlow.PATH)));
        var publicClient = new PublicClient(clients);
        var errors = new AuthorizationErrors();
        server.registeredClientRepository(clients)
                .authorizationService(signIns)
                .tokenGenerator(generator)
                .clientAuthentication(client -> client.authenticationConverter(publicClient)
                        .authenticationProvider(publicClient)
                        .authenticationProviders(SignInSecurity::quickClientSecrets))
                .authorizationEndpoint(authorization -> authorization
                        .authorizationRequestConverters(converters -> {
                            converters.clear();
                            converters.add(new AuthorizationRequest());
                        })
                        .authenticationProviders(SignInSecurity::redirectsOfOwnOrigin)
                        .errorResponseHandler(errors))
                .tokenEndpoint(token -> token.accessTokenRequestConverter(PasswordGrantRequest.converter())
                        .authenticationProvider(passwordGrant)
                        .authenticationProvider(refreshGrant)
                        // Asked second, it would have the last word where ours refuses.
                        .authenticationProviders(providers ->
                                providers.removeIf(OAuth2RefreshTokenAuthenticationProvider.class::isInstance))
                        .errorResponseHandler(new TokenErrors()))
                .authorizationServerMetadataEndpoint(
                        metadata -> metadata.authorizationServerMetadataCustomizer(document ->
                                document.grantType(Clients.PASSWORD.getValue()).claims(FetchedMetadata::ofThisOrigin)))
                .oidc(oidc -> oidc.providerConfigurationEndpoint(discovery -> discovery.providerConfigurationCustomizer(
                                document -> document.grantType(Clients.PASSWORD.getValue())
                                        .claims(FetchedMetadata::ofThisOrigin)))
                        .logoutEndpoint(logout -> logout(logout, errors)));
    }

    private void logout(
            org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization
                            .OidcLogoutEndpointConfigurer
                    logout,
            AuthorizationErrors errors) {
        var signOut = new SignOut(signIns);
        var done = new OidcLogoutAuthenticationSuccessHandler();
        done.setLogoutHandler(signOut);
        logout.logoutRequestConverters(converters -> {
                    converters.clear();
                    converters.add(signOut);
                })
                // The converter has compared the address with the request's origin; the registered list is empty.
                .authenticationProviders(providers -> each(
                        providers,
                        OidcLogoutAuthenticationProvider.class,
                        provider -> provider.setAuthenticationValidator(compared -> {})))
                .logoutResponseHandler(done)
                .errorResponseHandler(errors);
    }

    private static void quickClientSecrets(List<AuthenticationProvider> providers) {
        each(
                providers,
                ClientSecretAuthenticationProvider.class,
                provider -> provider.setPasswordEncoder(new ClientSecrets()));
    }

    private static void redirectsOfOwnOrigin(List<AuthenticationProvider> providers) {
        each(
                providers,
                OAuth2AuthorizationCodeRequestAuthenticationProvider.class,
                provider -> provider.setAuthenticationValidator(AuthorizationRequest.validator()));
    }

    private static <T> void each(
            List<AuthenticationProvider> providers, Class<T> type, java.util.function.Consumer<T> change) {
        providers.stream().filter(type::isInstance).map(type::cast).forEach(change);
    }
}
