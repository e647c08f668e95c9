package dev.cairn.contracts.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Programs in browsers may use the API from every origin: it knows callers by their access tokens, never by a cookie, so a page
 * can do nothing here that it was not given a token for.
 */
final class OtherOrigins implements CorsConfigurationSource {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private final CorsConfiguration configuration = new CorsConfiguration();

    OtherOrigins() {
        configuration.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setAllowCredentials(false);
        configuration.setMaxAge(REMEMBERED);
        configuration.setExposedHeaders(List.of(
                "Accept-Ranges",
                "Cairn-Node",
                "Cairn-Space",
                "Cairn-Version",
                "Content-Disposition",
                "Content-Range",
                "ETag",
                "Location",
                "Retry-After",
                "Tus-Checksum-Algorithm",
                "Tus-Extension",
                "Tus-Max-Size",
                "Tus-Resumable",
                "Tus-Version",
                "Upload-Expires",
                "Upload-Length",
                "Upload-Metadata",
                "Upload-Offset"));
    }

    @Override
    public CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        return configuration;
    }
}
