package dev.cairn.auth;

import dev.cairn.auth.account.AccountConfiguration;
import dev.cairn.auth.api.ApiConfiguration;
import dev.cairn.auth.database.DatabaseConfiguration;
import dev.cairn.auth.device.DeviceConfiguration;
import dev.cairn.auth.secret.SecretConfiguration;
import dev.cairn.auth.signin.SignInConfiguration;
import dev.cairn.auth.token.TokenConfiguration;
import dev.cairn.contracts.http.ApiSecurityConfiguration;
import dev.cairn.refusals.RefusalConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Accounts and sign-in, for the process that hosts them. Needs from outside: {@code DataSource}, {@code JdbcClient}, {@code
 * PlatformTransactionManager}, {@code InstantSource}, {@code JsonMapper}, {@code ClusterSecret}, {@code Attempts}. Gives: {@code AccountApi},
 * {@code AdminApi}, {@code DirectoryApi}, the process's {@code JwtDecoder}, and {@link
 * dev.cairn.auth.account.AdminBootstrap}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    DatabaseConfiguration.class,
    AccountConfiguration.class,
    TokenConfiguration.class,
    DeviceConfiguration.class,
    SecretConfiguration.class,
    SignInConfiguration.class,
    ApiConfiguration.class,
    ApiSecurityConfiguration.class,
    RefusalConfiguration.class
})
public class AuthModule {}
