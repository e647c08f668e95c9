package dev.cairn.notification.mail;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.event.EventConsumer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail's beans. Without an SMTP server nothing is queued and nothing sent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
public class MailConfiguration {
    /** @param schema migrated before the queue is used */
    @Bean
    JdbcMailQueue mailQueue(DataSource dataSource, @Qualifier("notificationFlyway") Flyway schema) {
        return new JdbcMailQueue(JdbcClient.create(dataSource));
    }

    @Bean
    MailDispatcher mailDispatcher(
            JdbcMailQueue queue, DirectoryApi directory, MailProperties properties, InstantSource clock) {
        return new MailDispatcher(queue, directory, smtp(properties), properties, clock);
    }

    @Bean
    EventConsumer shareMails(
            JdbcMailQueue queue, MailDispatcher dispatcher, MailProperties properties, InstantSource clock) {
        return new ShareMails(queue, dispatcher, properties.configured(), clock);
    }

    static JavaMailSenderImpl smtp(MailProperties properties) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(properties.host());
        sender.setPort(properties.port());
        sender.setUsername(properties.user());
        sender.setPassword(properties.password());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        var tls = properties.protection() == MailProperties.Security.TLS;
        sender.setProtocol(tls ? "smtps" : "smtp");
        var prefix = tls ? "mail.smtps." : "mail.smtp.";
        var settings = sender.getJavaMailProperties();
        var timeout = Long.toString(properties.timeout().toMillis());
        settings.setProperty(prefix + "connectiontimeout", timeout);
        settings.setProperty(prefix + "timeout", timeout);
        settings.setProperty(prefix + "writetimeout", timeout);
        settings.setProperty(prefix + "auth", Boolean.toString(properties.authenticates()));
        switch (properties.protection()) {
            case NONE -> {}
            case STARTTLS_IF_OFFERED -> {
                settings.setProperty(prefix + "starttls.enable", "true");
                // Whoever could show a false certificate could as well hide the offer.
                settings.setProperty(prefix + "ssl.trust", "*");
                settings.setProperty(prefix + "ssl.checkserveridentity", "false");
            }
            case STARTTLS -> {
                settings.setProperty(prefix + "starttls.enable", "true");
                settings.setProperty(prefix + "starttls.required", "true");
                settings.setProperty(prefix + "ssl.checkserveridentity", "true");
            }
            case TLS -> settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        }
        return sender;
    }
}
