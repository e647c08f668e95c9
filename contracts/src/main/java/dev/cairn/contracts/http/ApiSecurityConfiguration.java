package dev.cairn.contracts.http;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The security chains of {@code /api/**} and {@code /internal/**}, imported by every service module (Spring keeps one copy when
 * they share a process): bearer tokens verified locally, no session, bodies limited, problems as documents. Which chain a request
 * takes is decided on the decoded path, as controllers do.
 */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class ApiSecurityConfiguration {
    /** Its place among the chains of a process: after the authorization server's, before the web app's. */
    public static final int ORDER = 20;

    @Bean
    ServiceSignature serviceSignature(ClusterSecret secret, InstantSource clock) {
        return new ServiceSignature(secret, clock);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    /** What Spring Security's firewall refuses is told like everything else. */
    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, exception) -> problems.write(
                response, new ProblemException(Problem.INVALID_REQUEST, "The address is not acceptable"));
    }

    @Bean
    @Order(ORDER - 1)
    SecurityFilterChain internalSecurity(
            HttpSecurity http, JwtDecoder decoder, ServiceSignature signature, ProblemWriter problems)
            throws Exception {
        return common(http.securityMatcher("/internal/**"), decoder, problems)
                // Guarded by the signature; the caller's token comes along.
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .addFilterBefore(new ServiceGuard(signature, problems), BearerTokenAuthenticationFilter.class)
                .build();
    }

    @Bean
    @Order(ORDER)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            JwtDecoder decoder,
            ProblemWriter problems,
            ObjectProvider<DirectoryApi> directory,
            InstantSource clock)
            throws Exception {
        return common(http.securityMatcher("/api/**"), decoder, problems)
                .cors(cors -> cors.configurationSource(new OtherOrigins()))
                .authorizeHttpRequests(requests -> requests
                        // Guarded by a ticket or a link's token instead of an access token.
                        .requestMatchers("/api/v1/shared/**", "/api/v1/content/**", "/api/v1/openapi*/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/spaces/*/fetch", "/api/v1/spaces/*/fetch/patches")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/api/v1/uploads/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(
                        new BasicTokenFilter(directory::getIfAvailable, problems, clock),
                        BearerTokenAuthenticationFilter.class)
                .build();
    }

    private static HttpSecurity common(HttpSecurity http, JwtDecoder decoder, ProblemWriter problems) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                // In one process with the web app the browser sends its cookie along with uploads: that session is not
                // ours, and a new id for it with every upload would sign the person out.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder))
                        .authenticationEntryPoint((request, response, exception) ->
                                unauthenticated(response, problems, "This needs a valid access token"))
                        .accessDeniedHandler((request, response, exception) -> problems.write(
                                response, new ProblemException(Problem.FORBIDDEN, "You may not do this"))))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, exception) ->
                        unauthenticated(response, problems, "This needs an access token")))
                .addFilterBefore(new BodyLimit(), BearerTokenAuthenticationFilter.class)
                .addFilterBefore(new TokenOutage(problems), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new CallerFilter(), BearerTokenAuthenticationFilter.class);
    }

    private static void unauthenticated(HttpServletResponse response, ProblemWriter problems, String why)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(response, new ProblemException(Problem.UNAUTHENTICATED, why));
    }
}
