package dev.cairn.auth.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are kept and guarded.
 *
 * @param cost work factor of bcrypt, 4 to 31: every step doubles the time of a sign-in and of a guess
 * @param concurrent passwords checked at a time; others wait
 * @param turn longest wait for a turn; after it {@code TOO_MANY_REQUESTS}
 * @param failuresPerName wrong passwords for one name from one address within {@code window}; after them it has to wait. As
 *     many wrong old passwords may be given when an account's password is changed
 * @param failuresPerAddress wrong passwords from one address, whatever the names
 * @param failuresPerAccount wrong passwords for one name, from wherever
 * @param window how long a wrong password counts
 */
@ConfigurationProperties("cairn.auth.password")
public record PasswordProperties(
        @DefaultValue("12") int cost,
        @DefaultValue("2") int concurrent,
        @DefaultValue("10s") Duration turn,
        @DefaultValue("10") int failuresPerName,
        @DefaultValue("100") int failuresPerAddress,
        @DefaultValue("200") int failuresPerAccount,
        @DefaultValue("5m") Duration window) {}
