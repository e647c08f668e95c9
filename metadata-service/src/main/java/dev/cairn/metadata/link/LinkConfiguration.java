package dev.cairn.metadata.link;

import dev.cairn.attempts.Attempts;
import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.outbox.Outbox;
import dev.cairn.metadata.space.SpaceGate;
import dev.cairn.metadata.version.Downloads;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Share links. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LinkProperties.class)
public class LinkConfiguration {
    @Bean
    LinkPasswords metadataLinkPasswords(InstantSource clock, Attempts attempts, LinkProperties properties) {
        return new LinkPasswords(
                Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                clock,
                attempts,
                new SecureRandom(),
                properties);
    }

    @Bean
    LinkMakers metadataLinkMakers(DirectoryApi directory, InstantSource clock) {
        return new LinkMakers(directory, clock);
    }

    @Bean
    LinkController metadataLinkController(
            PlatformTransactionManager transactions,
            SpaceGate gate,
            Nodes nodes,
            JdbcClient jdbc,
            LinkPasswords passwords,
            LinkMakers makers,
            Outbox outbox,
            InstantSource clock) {
        return new LinkController(new Links(
                new TransactionTemplate(transactions),
                gate,
                nodes,
                new JdbcLinks(jdbc),
                passwords,
                makers,
                outbox,
                clock,
                new SecureRandom()));
    }

    @Bean
    SharedController metadataSharedController(
            JdbcClient jdbc,
            LinkPasswords passwords,
            LinkMakers makers,
            Nodes nodes,
            Downloads downloads,
            InstantSource clock) {
        return new SharedController(new SharedLinks(new JdbcLinks(jdbc), passwords, makers, nodes, downloads, clock));
    }
}
