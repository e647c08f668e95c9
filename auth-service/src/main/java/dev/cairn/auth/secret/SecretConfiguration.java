package dev.cairn.auth.secret;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.database.JdbcDatabase;
import dev.cairn.auth.database.Seal;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.Ids;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** App passwords and S3 keys. */
@Configuration(proxyBeanMethods = false)
public class SecretConfiguration {
    @Bean
    AppPasswords appPasswords(JdbcDatabase database, Accounts accounts, InstantSource clock) {
        var random = new SecureRandom();
        return new AppPasswords(new JdbcSecrets(database), database, accounts, new Ids(clock, random), random, clock);
    }

    @Bean
    S3Keys s3Keys(JdbcDatabase database, Accounts accounts, ClusterSecret secret, InstantSource clock) {
        var random = new SecureRandom();
        var seal = new Seal(secret, "auth-s3-key", random);
        return new S3Keys(new JdbcSecrets(database), database, accounts, seal, random, clock);
    }
}
