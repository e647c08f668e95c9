package dev.cairn.allinone;

import dev.cairn.allinone.embedded.EmbeddedConfiguration;
import dev.cairn.allinone.embedded.EmbeddedServer;
import dev.cairn.auth.AuthModule;
import dev.cairn.metadata.MetadataModule;
import dev.cairn.notification.NotificationModule;
import dev.cairn.s3.S3Module;
import dev.cairn.storage.StorageModule;
import dev.cairn.sync.SyncModule;
import dev.cairn.upload.UploadModule;
import dev.cairn.web.WebModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.metrics.RabbitMetricsAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Cairn in one process: every service module, and the embedded defaults that stand in for the servers around them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            // Every module migrates its own schema.
            FlywayAutoConfiguration.class,
            // Auth knows the accounts.
            UserDetailsServiceAutoConfiguration.class,
            // Events stay in the process.
            RabbitAutoConfiguration.class,
            RabbitHealthContributorAutoConfiguration.class,
            RabbitMetricsAutoConfiguration.class
        })
@Import({
    EmbeddedConfiguration.class,
    AuthModule.class,
    StorageModule.class,
    MetadataModule.class,
    UploadModule.class,
    SyncModule.class,
    NotificationModule.class,
    S3Module.class,
    WebModule.class
})
public class AllInOneServer {
    /** Starts Cairn; see {@link dev.cairn.allinone.embedded.Options} for the arguments. */
    public static void main(String... arguments) {
        EmbeddedServer.main(AllInOneServer.class, arguments);
    }
}
