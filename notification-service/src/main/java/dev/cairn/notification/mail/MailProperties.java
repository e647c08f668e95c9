package dev.cairn.notification.mail;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves the house.
 *
 * @param host the SMTP server; none: no mail is sent
 * @param port its port; 25 between servers, 587 for submission, 465 with {@link Security#TLS}
 * @param user null or blank: no authentication; with one, {@code security} is {@link Security#STARTTLS} or {@link Security#TLS}
 * @param password goes with {@code user}
 * @param security how the connection is protected; null: {@link Security#STARTTLS} with a user, else
 *     {@link Security#STARTTLS_IF_OFFERED}
 * @param from the sender's address
 * @param link the web address of the installation, put into mails; null: mails have no link
 * @param timeout for connecting and for each answer of the server
 * @param retryFirst the wait after the first failure; it doubles with every further one
 * @param retryMax the longest wait between two tries
 * @param giveUpAfter a mail older than this is given up
 */
@ConfigurationProperties("cairn.notification.mail")
record MailProperties(
        @Nullable String host,
        @DefaultValue("25") int port,
        @Nullable String user,
        @Nullable String password,
        @Nullable Security security,
        @DefaultValue("cairn@localhost") String from,
        @Nullable URI link,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("15s") Duration retryFirst,
        @DefaultValue("1h") Duration retryMax,
        @DefaultValue("5d") Duration giveUpAfter) {
    /** How the connection to the SMTP server is protected. */
    enum Security {
        /** In the clear. */
        NONE,
        /** Encrypted when the server can; no protection against somebody in the middle. */
        STARTTLS_IF_OFFERED,
        /** Encrypted with a verified certificate, or no mail. */
        STARTTLS,
        /** TLS from the first byte with a verified certificate. */
        TLS
    }

    MailProperties {
        // The password must not go to whoever answers at the server's address.
        if (user != null
                && !user.isBlank()
                && (security == Security.NONE || security == Security.STARTTLS_IF_OFFERED)) {
            throw new IllegalArgumentException(
                    "cairn.notification.mail.security must be STARTTLS or TLS when cairn.notification.mail.user is set");
        }
    }

    boolean authenticates() {
        return user != null && !user.isBlank();
    }

    /** What protects the connection, chosen or by default. */
    Security protection() {
        if (security != null) {
            return security;
        }
        return authenticates() ? Security.STARTTLS : Security.STARTTLS_IF_OFFERED;
    }

    boolean configured() {
        return host != null && !host.isBlank();
    }

    /** The wait after the n-th failure, from 1. */
    Duration wait(int failures) {
        // 30 doublings are beyond any wait anybody wants, and far from overflow.
        var wait = retryFirst.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 30));
        return wait.compareTo(retryMax) > 0 ? retryMax : wait;
    }

    @Override
    public String toString() {
        return "MailProperties[" + host + ":" + port + "]";
    }
}
