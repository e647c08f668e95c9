package dev.cairn.auth.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The pages of sign-in: no script, nothing from elsewhere, and a policy that lets the browser insist on both. */
final class SignInPage {
    private static final String PAGE = resource("page.html");
    private static final String FORM = resource("form.html");
    private static final String STYLE = resource("page.css");

    // form-action counts the redirects after the form, too: a desktop client's address is on the loopback interface.
    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(TokenHash.of(STYLE))
            + "'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'";

    private SignInPage() {}

    /** The form. {@code problem} is a sentence, or empty. */
    static String form(String problem, CsrfToken csrf, String target) {
        var shown = problem.isEmpty()
                ? ""
                : "<p class=\"problem\" role=\"alert\">" + HtmlUtils.htmlEscape(problem) + "</p>\n";
        var content = filled(
                FORM,
                Map.of(
                        "problem", shown,
                        "csrf-name", HtmlUtils.htmlEscape(csrf.getParameterName()),
                        "csrf-value", HtmlUtils.htmlEscape(csrf.getToken()),
                        "continue", HtmlUtils.htmlEscape(target)));
        return page("Sign in", content);
    }

    /** A page that says something. */
    static String message(String title, String text) {
        return page(title, "<p>" + HtmlUtils.htmlEscape(text) + "</p>");
    }

    static void write(HttpServletResponse response, HttpStatus status, String page) throws IOException {
        response.setStatus(status.value());
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(page);
    }

    private static String page(String title, String content) {
        return filled(PAGE, Map.of("title", HtmlUtils.htmlEscape(title), "style", STYLE, "content", content));
    }

    /** Puts the values where their names stand; a value is not searched for names again. */
    private static String filled(String template, Map<String, String> values) {
        var page = new StringBuilder();
        int position = 0;
        for (int start = template.indexOf("{{"); start >= 0; start = template.indexOf("{{", position)) {
            int end = template.indexOf("}}", start);
            page.append(template, position, start).append(values.get(template.substring(start + 2, end)));
            position = end + 2;
        }
        return page.append(template, position, template.length()).toString();
    }

    private static String resource(String name) {
        try (var stream = SignInPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("missing in the jar: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
