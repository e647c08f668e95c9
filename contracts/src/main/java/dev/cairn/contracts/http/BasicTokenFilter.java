package dev.cairn.contracts.http;

import dev.cairn.contracts.auth.BasicRequest;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a name and an app password (HTTP Basic) and goes on as if the access token they stand for had been sent: for programs
 * that know nothing else. A pair that was good is not asked again for a minute, so a revoked one works that much longer.
 *
 * <p>The answer to a request without credentials never asks for Basic: a browser would keep the password and add it to requests
 * other sites make.
 */
final class BasicTokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Basic ";
    private static final int HEADER_MAX = 4096;
    private static final int PAIRS_MAX = 10_000;
    private static final Duration CACHED = Duration.ofMinutes(1);

    private final Supplier<@Nullable DirectoryApi> directory;
    private final ProblemWriter problems;
    private final InstantSource clock;
    private final Map<String, Known> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > PAIRS_MAX;
        }
    });

    private record Known(String token, Instant until) {
        @Override
        public String toString() {
            return "Known[hidden]";
        }
    }

    /** @param directory asked at the first request; null where nobody knows app passwords */
    BasicTokenFilter(Supplier<@Nullable DirectoryApi> directory, ProblemWriter problems, InstantSource clock) {
        this.directory = directory;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token;
        try {
            token = token(request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()));
        } catch (ProblemException e) {
            boolean refused = e.problem() == Problem.FORBIDDEN;
            problems.write(
                    response,
                    refused
                            ? new ProblemException(Problem.UNAUTHENTICATED, "The name or the app password is wrong")
                            : e);
            return;
        }
        chain.doFilter(new BearerRequest(request, token), response);
    }

    private String token(String encoded) {
        if (encoded.length() > HEADER_MAX) {
            throw new ProblemException(Problem.FORBIDDEN, "too long");
        }
        var key = digest(encoded);
        var cached = known.get(key);
        if (cached != null && clock.instant().isBefore(cached.until())) {
            return cached.token();
        }
        var asked = directory.get();
        if (asked == null) {
            throw new ProblemException(Problem.FORBIDDEN, "nobody to ask");
        }
        var credential = asked.basic(pair(encoded));
        var until = clock.instant().plus(CACHED);
        known.put(
                key,
                new Known(
                        credential.accessToken(), credential.expires().isBefore(until) ? credential.expires() : until));
        return credential.accessToken();
    }

    private static BasicRequest pair(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.FORBIDDEN, "not base 64", e);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new ProblemException(Problem.FORBIDDEN, "no password");
        }
        return new BasicRequest(text.substring(0, colon), text.substring(colon + 1));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same request, with a token in place of the password. */
    private static final class BearerRequest extends HttpServletRequestWrapper {
        private final String header;

        BearerRequest(HttpServletRequest request, String token) {
            super(request);
            this.header = "Bearer " + token;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? header : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)
                    ? Collections.enumeration(Collections.singleton(header))
                    : super.getHeaders(name);
        }
    }
}
