package dev.cairn.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.auth.Http.Reply;
import dev.cairn.contracts.auth.WebClient;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.http.JwtCallers;
import dev.cairn.testkit.server.TestPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The authorization code flow with PKCE, as the web app and a desktop client with a browser go through it. */
class BrowserSignInIT {
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";
    private static final Pattern HIDDEN = Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private static AuthServer server;
    private Http browser;

    @BeforeAll
    static void start() {
        server = AuthServer.start(TestPostgres.newDatabase());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = new Http(server);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void theWebAppSignsSomebodyIn() {
        var code = code(webRequest());
        var tokens = exchange(code, webSecret());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        var caller = JwtCallers.caller(server.bean(JwtDecoder.class).decode(tokens.text("access_token")));
        assertThat(caller.name()).isEqualTo("root");
        assertThat(caller.device()).isNull();
        assertThat(tokens.text("id_token")).isNotEmpty();

        var refreshed = refreshWeb(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        // Two tabs at once: its refresh token is bound to its secret and does not rotate.
        assertThat(refreshWeb(tokens.text("refresh_token")).status()).isEqualTo(200);
        var userinfo = browser.get("/userinfo", tokens.text("access_token"));
        assertThat(userinfo.status()).as(userinfo.body()).isEqualTo(200);
    }

    @Test
    void aBrowserThatIsSignedInIsNotAskedAgain() {
        var unused = code(webRequest());
        var again = browser.get(webRequest(), null);
        assertThat(again.status()).isEqualTo(302);
        assertThat(again.location()).startsWith(redirect()).contains("code=").doesNotContain(unused);
    }

    @Test
    void anIdTokenIsNoAccessToken() {
        var tokens = exchange(code(webRequest()), webSecret());
        assertThat(browser.get("/api/v1/account", tokens.text("id_token")).status())
                .isEqualTo(401);
        assertThat(browser.get("/api/v1/account", tokens.text("access_token")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\n", "\u001f", "\u007f", "\u0085"})
    void controlCharactersAreRefusedWhereverTheyStand(String bad) {
        // Somebody who is signed in: what they ask with is kept until the code is exchanged.
        assertThat(code(webRequest())).isNotEmpty();
        for (var parameter : List.of("nonce", "state", "device_name", "client_id", "scope", "anything")) {
            var parameters = webParameters();
            parameters.put(parameter, bad);
            var asked = browser.get("/oauth2/authorize?" + Http.encoded(parameters), null);
            assertThat(asked.status()).as(parameter).isEqualTo(400);
            assertThat(asked.body()).as(parameter).contains("This link does not work");
        }
        for (var one : List.of(Map.of("continue", bad), Map.of("state", bad), Map.of(bad, "x"))) {
            var query = Http.encoded(one);
            assertThat(browser.get("/login?" + query, null).status()).isEqualTo(400);
            assertThat(browser.get("/connect/logout?" + query, null).status()).isEqualTo(400);
            assertThat(browser.form("/oauth2/token", one).status()).isEqualTo(400);
        }
        for (var parameter : List.of("device_name", "username", "client_id")) {
            var fields = new LinkedHashMap<String, String>();
            fields.put("grant_type", "urn:cairn:oauth:grant-type:password");
            fields.put("client_id", "cairn-desktop");
            fields.put("username", AuthServer.ADMIN);
            fields.put("password", AuthServer.PASSWORD);
            fields.put(parameter, bad);
            var reply = browser.form("/oauth2/token", fields);
            assertThat(reply.status()).as(parameter).isEqualTo(400);
            assertThat(reply.text("error")).as(parameter).isEqualTo("invalid_request");
        }
    }

    @Test
    void theSignInPageNeedsNoScriptAndIsGuarded() {
        var asked = browser.get(webRequest(), null);
        assertThat(asked.status()).isEqualTo(302);
        assertThat(asked.location()).startsWith("/login?continue=");
        var page = browser.get(asked.location(), null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<label for=\"username\">")
                .contains("<label for=\"password\">")
                .doesNotContain("<script");
        var headers = page.response().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
        // Nobody has signed in, so nothing is kept for anybody.
        assertThat(headers.allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        assertThat(asked.response().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        var reply = browser.form("/login", Map.of("username", "root", "password", AuthServer.PASSWORD));
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void aWrongPasswordComesBackToThePageAndSaysSo() {
        var page = browser.get("/login", null);
        var reply = browser.form("/login", filled(page, "root", "wrong"));
        assertThat(reply.location()).startsWith("/login?problem=wrong");
        assertThat(browser.get(reply.location(), null).body()).contains("role=\"alert\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/oauth2/authorize",
                "/oauth2/authorizex?",
                "/oauth2/authorize?a Set-Cookie:b=c",
                "javascript:alert(1)",
                "/files"
            })
    void signInGoesOnNowhereElse(String target) {
        var page = browser.get("/login?continue=" + URLEncoder.encode(target, StandardCharsets.UTF_8), null);
        assertThat(page.body()).contains("name=\"continue\" value=\"/\"");
        var fields = filled(page, "root", AuthServer.PASSWORD);
        fields.put("continue", target);
        assertThat(browser.form("/login", fields).location()).isEqualTo("/");
    }

    @Test
    void whatStandsInTheAddressOfThePageIsEscaped() {
        var page = browser.get("/login?continue=%2Foauth2%2Fauthorize%3F%22%3E%3Cscript%3Ealert(1)%3C/script%3E", null);
        assertThat(page.body()).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/login/oauth2/code/cairn",
                "http://evil.example:PORT/login/oauth2/code/cairn",
                "http://127.0.0.1.evil.example:PORT/login/oauth2/code/cairn",
                "http://127.0.0.1:PORT@evil.example/login/oauth2/code/cairn",
                "http://127.0.0.1:1/login/oauth2/code/cairn",
                "http://127.0.0.1/login/oauth2/code/cairn",
                "https://127.0.0.1:PORT/login/oauth2/code/cairn",
                "http://localhost:PORT/login/oauth2/code/cairn",
                "http://127.0.0.1:PORT/login/oauth2/code/cairn/",
                "http://127.0.0.1:PORT/login/oauth2/code/other",
                "http://127.0.0.1:PORT/x/../login/oauth2/code/cairn",
                "http://127.0.0.1:PORT//login/oauth2/code/cairn",
                "http://127.0.0.1:PORT/login/oauth2/code/cairn?x=1",
                "http://127.0.0.1:PORT/login/oauth2/code/cairn#x",
                "http://127.0.0.1:PORT/login/oauth2/code/cairn\\@evil.example",
                "HTTP://127.0.0.1:PORT/login/oauth2/code/cairn",
                "//127.0.0.1:PORT/login/oauth2/code/cairn",
                "javascript://127.0.0.1:PORT/login/oauth2/code/cairn",
                ""
            })
    void theWebAppsCodeGoesNowhereButToItsOwnOrigin(String attack) {
        signedIn();
        var parameters = webParameters();
        parameters.put("redirect_uri", attack.replace("PORT", String.valueOf(server.port())));
        var reply = browser.get("/oauth2/authorize?" + Http.encoded(parameters), null);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.location()).isEmpty();
        assertThat(reply.body()).contains("This link does not work");
    }

    @Test
    void theOriginIsTheOneTheBrowserUses() {
        var parameters = webParameters();
        parameters.put("redirect_uri", "http://localhost:" + server.port() + WebClient.REDIRECT_PATH);
        var path = "/oauth2/authorize?" + Http.encoded(parameters);
        assertThat(browser.get(path, null).status()).isEqualTo(400);
        assertThat(browser.getAt("localhost", path).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:45454/callback", "http://[::1]:45454/callback"})
    void aDesktopClientGetsItsCodeOnTheLoopbackInterface(String redirect) {
        var parameters = desktopParameters(redirect);
        var location = signedIn("/oauth2/authorize?" + Http.encoded(parameters));
        assertThat(location).startsWith(redirect + "?code=");
        var tokens = browser.form(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "cairn-desktop",
                        "code",
                        Http.query(location).getOrDefault("code", ""),
                        "redirect_uri",
                        redirect,
                        "code_verifier",
                        VERIFIER));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        var caller = JwtCallers.caller(server.bean(JwtDecoder.class).decode(tokens.text("access_token")));
        assertThat(caller.device()).isNotNull();
        assertThat(browser.get("/api/v1/account/devices", tokens.text("access_token"))
                        .body())
                .contains("tower")
                .contains(String.valueOf(caller.device()));
        var refreshed = browser.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/callback",
                "http://127.0.0.1:45454/other",
                "https://127.0.0.1:45454/callback",
                "http://localhost:45454/callback",
                "http://127.0.0.1:45454@evil.example/callback",
                "http://127.0.0.1:PORT/login/oauth2/code/cairn"
            })
    void aDesktopClientsCodeGoesNowhereElse(String attack) {
        signedIn();
        var redirect = attack.replace("PORT", String.valueOf(server.port()));
        var reply = browser.get("/oauth2/authorize?" + Http.encoded(desktopParameters(redirect)), null);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.location()).isEmpty();
    }

    @Test
    void aCodeNeedsTheVerifierItWasAskedFor() {
        var parameters = webParameters();
        parameters.remove("code_challenge");
        parameters.remove("code_challenge_method");
        signedIn();
        var without = browser.get("/oauth2/authorize?" + Http.encoded(parameters), null);
        assertThat(without.location()).contains("error=invalid_request").doesNotContain("code=");

        var code = code(webRequest());
        var fields = webExchange(code);
        fields.put("code_verifier", "another-verifier-of-at-least-forty-three-characters");
        assertThat(browser.form("/oauth2/token", fields, "Authorization", webSecret())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aCodeUsedTwiceEndsTheSignIn() {
        var code = code(webRequest());
        var tokens = exchange(code, webSecret());
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(exchange(code, webSecret()).text("error")).isEqualTo("invalid_grant");
        assertThat(refreshWeb(tokens.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void theWebAppNeedsItsSecret() {
        var code = code(webRequest());
        assertThat(exchange(code, basic("wrong")).status()).isEqualTo(401);
        var fields = webExchange(code);
        fields.put("client_id", WebClient.ID);
        assertThat(browser.form("/oauth2/token", fields).status()).isEqualTo(401);
        assertThat(exchange(code, webSecret()).status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSessionAndTheRefreshToken() {
        var tokens = exchange(code(webRequest()), webSecret());
        var out = browser.get(
                "/connect/logout?"
                        + Http.encoded(Map.of(
                                "id_token_hint",
                                tokens.text("id_token"),
                                "post_logout_redirect_uri",
                                "http://127.0.0.1:" + server.port() + "/",
                                "state",
                                "s1")),
                null);
        assertThat(out.status()).as(out.body()).isEqualTo(302);
        assertThat(out.location()).isEqualTo("http://127.0.0.1:" + server.port() + "/?state=s1");
        assertThat(refreshWeb(tokens.text("refresh_token")).status()).isEqualTo(400);
        assertThat(browser.get(webRequest(), null).location()).startsWith("/login");
    }

    @Test
    void signingOutGoesNowhereElse() {
        var tokens = exchange(code(webRequest()), webSecret());
        var out = browser.get(
                "/connect/logout?"
                        + Http.encoded(Map.of(
                                "id_token_hint",
                                tokens.text("id_token"),
                                "post_logout_redirect_uri",
                                "https://evil.example/")),
                null);
        assertThat(out.status()).isEqualTo(400);
        assertThat(out.location()).isEmpty();
    }

    @Test
    void aChangedPasswordEndsTheBrowsersSession() {
        var admin = browser.signIn(AuthServer.ADMIN, AuthServer.PASSWORD).text("access_token");
        browser.send(
                "POST",
                "/api/v1/admin/accounts",
                admin,
                Map.of("name", "frieda", "password", "her old password", "admin", false));
        var location = signedIn(webRequest(), "frieda", "her old password");
        assertThat(location).contains("code=");
        var tokens = exchange(Http.query(location).getOrDefault("code", ""), webSecret());
        browser.send(
                "PUT",
                "/api/v1/account/password",
                tokens.text("access_token"),
                Map.of("oldPassword", "her old password", "newPassword", "her new password"));
        assertThat(refreshWeb(tokens.text("refresh_token")).status()).isEqualTo(400);
        assertThat(browser.get(webRequest(), null).location()).startsWith("/login");
    }

    private void signedIn() {
        assertThat(signedIn(webRequest())).contains("code=");
    }

    /** Signs in, and answers where the browser is sent in the end. */
    private String signedIn(String request) {
        return signedIn(request, "root", AuthServer.PASSWORD);
    }

    private String signedIn(String request, String name, String password) {
        var asked = browser.get(request, null);
        if (!asked.location().startsWith("/login")) {
            return asked.location();
        }
        var page = browser.get(asked.location(), null);
        var entered = browser.form("/login", filled(page, name, password));
        assertThat(entered.status()).as(entered.body()).isEqualTo(302);
        assertThat(entered.location()).isEqualTo(request);
        return browser.get(entered.location(), null).location();
    }

    private String code(String request) {
        return Http.query(signedIn(request)).getOrDefault("code", "");
    }

    private Map<String, String> filled(Reply page, String name, String password) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        fields.put("username", name);
        fields.put("password", password);
        return fields;
    }

    private String redirect() {
        return "http://127.0.0.1:" + server.port() + WebClient.REDIRECT_PATH;
    }

    private String webRequest() {
        return "/oauth2/authorize?" + Http.encoded(webParameters());
    }

    private Map<String, String> webParameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", WebClient.ID);
        parameters.put("scope", "openid profile");
        parameters.put("state", "s/1=");
        parameters.put("nonce", "n1");
        parameters.put("redirect_uri", redirect());
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    private static Map<String, String> desktopParameters(String redirect) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "cairn-desktop");
        parameters.put("redirect_uri", redirect);
        parameters.put("device_name", "tower");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    private Map<String, String> webExchange(String code) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", redirect());
        fields.put("code_verifier", VERIFIER);
        return fields;
    }

    private Reply exchange(String code, String authorization) {
        return browser.form("/oauth2/token", webExchange(code), "Authorization", authorization);
    }

    private Reply refreshWeb(String refreshToken) {
        return browser.form(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken),
                "Authorization",
                webSecret());
    }

    private static String webSecret() {
        return basic(WebClient.secret(new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES])));
    }

    private static String basic(String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((WebClient.ID + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
