package dev.cairn.auth.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of access tokens.
 *
 * @param issuer the {@code iss} of every token: a name, compared as a string by those who verify tokens, never fetched. The
 *     installation is reached under many host names and keeps this one; the discovery documents name the address they were
 *     fetched from instead (ADR 0026)
 * @param accessTokenLifetime how long an access token stays good after its account was disabled or its device revoked
 * @param internalTokenLifetime the same for the tokens other services act with for a caller they identified themselves (S3):
 *     they never leave the installation, and one must last for the longest request
 * @param keyRotation age at which the signing key is replaced by a new one
 */
@ConfigurationProperties("cairn.auth")
public record TokenProperties(
        @DefaultValue("http://localhost:9347") String issuer,
        @DefaultValue("10m") Duration accessTokenLifetime,
        @DefaultValue("30m") Duration internalTokenLifetime,
        @DefaultValue("90d") Duration keyRotation) {}
