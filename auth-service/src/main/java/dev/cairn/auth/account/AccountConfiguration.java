package dev.cairn.auth.account;

import dev.cairn.attempts.Attempts;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.contracts.id.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Accounts and their passwords. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordProperties.class)
public class AccountConfiguration {
    @Bean
    Accounts accounts(
            JdbcDatabase database,
            PasswordProperties properties,
            OpenSessions sessions,
            Attempts attempts,
            InstantSource clock) {
        var passwords = new Passwords(properties);
        return new Accounts(
                new JdbcAccounts(database),
                database,
                passwords,
                new OldPassword(passwords, properties, attempts),
                sessions,
                new Ids(clock, new SecureRandom()),
                clock);
    }

    @Bean
    PasswordSignIn passwordSignIn(Accounts accounts, PasswordProperties properties, Attempts attempts) {
        return new PasswordSignIn(accounts, properties, attempts);
    }
}
