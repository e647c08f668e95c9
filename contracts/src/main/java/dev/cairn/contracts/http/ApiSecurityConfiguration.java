package dev.cairn.contracts.http;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * The one security chain of {@code /api/**} and {@code /internal/**}, imported by every service module (Spring keeps one copy
 * when they share a process): bearer tokens verified locally, no session, problems as documents.
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

    @Bean
    @Order(ORDER)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            JwtDecoder decoder,
            ServiceSignature signature,
            ProblemWriter problems,
            ObjectProvider<DirectoryApi> directory,
            InstantSource clock)
            throws Exception {
        return http.securityMatcher("/api/**", "/internal/**")
                .csrf(AbstractHttpConfigurer::disable)
                // In one process with the web app the browser sends its cookie along with uploads: that session is not
                // ours,
                // and a new id for it with every upload would sign the person out.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .authorizeHttpRequests(requests -> requests
                        // Guarded by a signature, a ticket or a link's token instead of an access token.
                        .requestMatchers(
                                "/internal/**", "/api/v1/shared/**", "/api/v1/content/**", "/api/v1/openapi*/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/spaces/*/fetch")
                        .permitAll()
                        .requestMatchers(HttpMethod.OPTIONS, "/api/v1/uploads/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder))
                        .authenticationEntryPoint((request, response, exception) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            problems.write(
                                    response,
                                    new ProblemException(Problem.UNAUTHENTICATED, "This needs a valid access token"));
                        })
                        .accessDeniedHandler((request, response, exception) -> problems.write(
                                response, new ProblemException(Problem.FORBIDDEN, "You may not do this"))))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, exception) -> {
                    response.setHeader("WWW-Authenticate", "Bearer");
                    problems.write(
                            response, new ProblemException(Problem.UNAUTHENTICATED, "This needs an access token"));
                }))
                .addFilterBefore(
                        new BasicTokenFilter(directory::getIfAvailable, problems, clock),
                        BearerTokenAuthenticationFilter.class)
                .addFilterBefore(new ServiceGuard(signature, problems), BearerTokenAuthenticationFilter.class)
                .addFilterBefore(new TokenOutage(problems), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(new CallerFilter(), BearerTokenAuthenticationFilter.class)
                .build();
    }
}
