package dev.cairn.auth.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sign-ins.
 *
 * @param refreshTokenLifetime how long a device or a browser may stay away without signing in again
 * @param codeLifetime from the sign-in page to the exchange of the code
 */
@ConfigurationProperties("cairn.auth.sign-in")
public record SignInProperties(
        @DefaultValue("30d") Duration refreshTokenLifetime,
        @DefaultValue("2m") Duration codeLifetime) {}
