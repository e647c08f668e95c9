package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.auth.Http.Reply;
import dev.cairn.contracts.auth.WebClient;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.testkit.server.TestPostgres;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web app, made of nothing but Spring's OAuth client, in the same process and the same session as the sign-in. */
class OneProcessIT {
    private static final Pattern HIDDEN = Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String CHANGED_PASSWORD = "another horse battery";

    private AuthServer server = AuthServer.start(TestPostgres.newDatabase(), Map.of(), WebApp.class);
    private Http browser = new Http(server);

    @Configuration(proxyBeanMethods = false)
    static class WebApp {
        @Bean
        ClientRegistrationRepository registrations(ServletWebServerApplicationContext context, ClusterSecret secret) {
            return id -> {
                var webServer = context.getWebServer();
                var back = "http://127.0.0.1:" + (webServer == null ? 0 : webServer.getPort());
                return ClientRegistration.withRegistrationId("cairn")
                        .clientId(WebClient.ID)
                        .clientSecret(WebClient.secret(secret))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("{baseUrl}" + WebClient.REDIRECT_PATH)
                        .scope("openid", "profile")
                        .authorizationUri("/oauth2/authorize")
                        .tokenUri(back + "/oauth2/token")
                        .jwkSetUri(back + "/oauth2/jwks")
                        .issuerUri("http://localhost:9347")
                        .userNameAttributeName("name")
                        .providerConfigurationMetadata(Map.of("end_session_endpoint", "/connect/logout"))
                        .build();
            };
        }

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        SecurityFilterChain webSecurity(HttpSecurity http, ClientRegistrationRepository registrations)
                throws Exception {
            var signOut = new OidcClientInitiatedLogoutSuccessHandler(registrations);
            signOut.setPostLogoutRedirectUri("{baseUrl}" + WebClient.POST_LOGOUT_PATH);
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2Login(login -> login.loginPage("/oauth2/authorization/cairn"))
                    .csrf(csrf -> csrf.disable())
                    .logout(logout -> logout.logoutSuccessHandler(signOut))
                    .build();
        }

        @Bean
        Files files() {
            return new Files();
        }
    }

    @RestController
    static class Files {
        @GetMapping("/files")
        String files(
                java.security.Principal principal,
                @RegisteredOAuth2AuthorizedClient("cairn") OAuth2AuthorizedClient client) {
            return principal.getName() + " " + client.getAccessToken().getTokenValue();
        }
    }

    @BeforeEach
    void open() {
        assertThat(browser.get("/files", null).status()).isEqualTo(302);
    }

    @AfterEach
    void close() {
        browser.close();
        server.close();
    }

    @Test
    void signInEndsWhereItBeganAndSignOutEndsBoth() {
        var files = follow(browser.get("/files?a=b", null), AuthServer.PASSWORD);
        assertThat(files.status()).as(files.body()).isEqualTo(200);
        assertThat(files.response().uri().getPath()).isEqualTo("/files");
        assertThat(files.body()).startsWith("root ");
        var token = files.body().substring("root ".length());
        assertThat(browser.get("/api/v1/account", token).text("name")).isEqualTo("root");
        // The session is the web app's; the REST API does not know it.
        assertThat(browser.get("/api/v1/account", null).status()).isEqualTo(401);

        var out = browser.form("/logout", Map.of());
        var signOut = URI.create(out.location());
        assertThat(signOut.getPath()).isEqualTo("/connect/logout");
        var home = browser.get("/connect/logout?" + signOut.getRawQuery(), null);
        assertThat(home.location()).isEqualTo("http://127.0.0.1:" + server.port() + "/");
        var again = browser.get("/files", null);
        assertThat(follow(again, null).body()).contains("<title>Sign in");
    }

    @Test
    void aPasswordOnTheSignInPageIsNotYetASignInToTheWebApp() {
        var page = browser.get("/login", null);
        assertThat(browser.form("/login", filled(page, AuthServer.PASSWORD)).location())
                .isEqualTo("/");
        assertThat(browser.get("/files", null).status()).isEqualTo(302);
    }

    @Test
    void aRefusedRequestShowsAPageAndNotAnotherSignIn() {
        var refused = browser.get(
                "/oauth2/authorize?response_type=code&client_id=cairn-web&redirect_uri=https://evil.example/", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("This link does not work");
    }

    @Test
    void theWebAppsTokenIsRefreshedAndEndsWithAChangedPassword() {
        var first = follow(browser.get("/files", null), AuthServer.PASSWORD).body();
        var token = first.substring("root ".length());
        // The client asks for a new token a minute before the old one ends.
        var changed = browser.send(
                "PUT",
                "/api/v1/account/password",
                token,
                Map.of("oldPassword", AuthServer.PASSWORD, "newPassword", CHANGED_PASSWORD));
        assertThat(changed.status()).isEqualTo(200);
        var page = browser.get("/oauth2/authorization/cairn", null);
        assertThat(follow(page, null).body()).contains("<title>Sign in");
        assertThat(follow(browser.get("/oauth2/authorization/cairn", null), CHANGED_PASSWORD)
                        .response()
                        .uri()
                        .getPath())
                .isEqualTo("/");
    }

    /** Follows redirects, and signs in on the way when there is a password; else stops at the page. */
    private Reply follow(Reply reply, @org.jspecify.annotations.Nullable String password) {
        var at = reply;
        for (int i = 0; i < 12; i++) {
            if (at.status() == 302) {
                var uri = URI.create(at.location());
                at = browser.get(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()), null);
            } else if (password != null && at.body().contains("<title>Sign in")) {
                at = browser.form("/login", filled(at, password));
            } else {
                return at;
            }
        }
        throw new AssertionError("goes round in circles at " + at.response().uri());
    }

    private static Map<String, String> filled(Reply page, String password) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        fields.put("username", AuthServer.ADMIN);
        fields.put("password", password);
        return fields;
    }
}
