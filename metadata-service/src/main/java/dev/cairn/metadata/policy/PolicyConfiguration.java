package dev.cairn.metadata.policy;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.id.Ids;
import dev.cairn.metadata.node.AgedFiles;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.trash.Trash;
import dev.cairn.metadata.version.Versions;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Policies and who carries them out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
public class PolicyConfiguration {
    @Bean
    JdbcPolicies metadataPolicyStore(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcPolicies(jdbc);
    }

    @Bean
    JdbcLifecycles metadataLifecycleStore(JdbcClient jdbc, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcLifecycles(jdbc);
    }

    @Bean
    LifecycleController metadataLifecycleController(JdbcLifecycles lifecycles) {
        return new LifecycleController(lifecycles);
    }

    @Bean
    JdbcUpkeep metadataUpkeepStore(JdbcClient jdbc, InstantSource clock, @Qualifier("metadataFlyway") Flyway migrated) {
        return new JdbcUpkeep(jdbc, new Ids(clock, new SecureRandom()));
    }

    @Bean
    PolicyController metadataPolicyController(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            JdbcPolicies policies,
            JdbcLifecycles lifecycles,
            JdbcUpkeep upkeep,
            InstantSource clock) {
        return new PolicyController(
                new Policies(new TransactionTemplate(transactions), gate, policies, lifecycles, upkeep, clock));
    }

    @Bean
    Upkeep metadataUpkeep(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            JdbcPolicies policies,
            JdbcLifecycles lifecycles,
            JdbcUpkeep turns,
            Trash trash,
            Versions versions,
            AgedFiles files,
            InstantSource clock,
            PolicyProperties properties) {
        return new Upkeep(
                new TransactionTemplate(transactions),
                gate,
                policies,
                lifecycles,
                turns,
                trash,
                versions,
                files,
                clock,
                properties);
    }

    @Bean
    Background metadataUpkeepThread(Upkeep upkeep, PolicyProperties properties) {
        var time = new SharedTime(upkeep, properties.share());
        return Background.every(properties.poll(), "metadata-upkeep", time::takeTurns);
    }

    @Bean
    UpkeepMetrics metadataUpkeepMetrics(Upkeep upkeep) {
        return new UpkeepMetrics(upkeep);
    }
}
