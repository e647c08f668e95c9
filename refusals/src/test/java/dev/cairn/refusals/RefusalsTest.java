package dev.cairn.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.problem.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** A real web server, asked for what it refuses. */
final class RefusalsTest {
    private static final ConfigurableApplicationContext SERVER = SpringApplication.run(
            Application.class, "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn");

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(RefusalConfiguration.class)
    static class Application {
        /** Fails, or says no in the server's way. */
        @Bean
        FilterRegistrationBean<Filter> trouble() {
            var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
                if (request.getParameter("fail") != null) {
                    throw new ServletException("a secret");
                }
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN, "a secret");
            });
            registration.addUrlPatterns("/api/trouble", "/trouble");
            return registration;
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whatTheServerCannotReadIsAProblem() throws IOException {
        for (var request : List.of(
                "GET /api/v1/a%2Fb HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/a%00b HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/{a} HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/a\\b HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/ HTTP/1.1",
                "G@T /api/v1/ HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x",
                "GET /api/v1/ HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000))) {
            var reply = ask(request);
            assertThat(reply).as(request).startsWith("HTTP/1.1 400");
            assertProblem(reply, Problem.INVALID_REQUEST);
        }
    }

    @Test
    void failuresOfFiltersAreProblemsAndTellNothing() throws IOException {
        assertProblem(ask("GET /api/trouble HTTP/1.1\r\nHost: localhost"), Problem.FORBIDDEN);
        assertProblem(ask("GET /api/trouble?fail=1 HTTP/1.1\r\nHost: localhost"), Problem.INTERNAL);
        // Browsers, too, have documents from the API.
        assertProblem(ask("GET /api/trouble HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*"), Problem.FORBIDDEN);
    }

    @Test
    void browsersElsewhereSeeAPage() throws IOException {
        var reply = ask("GET /trouble HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*");
        assertThat(reply).startsWith("HTTP/1.1 403").contains("text/html", "<h1>403 Forbidden</h1>");
        assertThat(reply).doesNotContain("a secret", "Tomcat");
    }

    @Test
    void anErrorWithoutABodyHasNone() throws IOException {
        var reply = ask("HEAD /api/trouble HTTP/1.1\r\nHost: localhost");
        assertThat(reply).startsWith("HTTP/1.1 403").endsWith("\r\n\r\n");
    }

    private static void assertProblem(String reply, Problem problem) {
        assertThat(reply.toLowerCase(Locale.ROOT)).contains("\r\ncontent-type: application/problem+json\r\n");
        var document = JsonMapper.shared().readTree(reply.substring(reply.indexOf('{'), reply.lastIndexOf('}') + 1));
        assertThat(document.path("type").asString()).isEqualTo(problem.type().toString());
        assertThat(document.path("status").asInt()).isEqualTo(problem.status());
        assertThat(document.path("title").asString()).isEqualTo(problem.title());
        assertThat(reply).doesNotContain("a secret", "Tomcat", "Exception");
    }

    /** Sends a request as it is, without a body; everything that is answered. */
    private static String ask(String request) throws IOException {
        int port = SERVER.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
