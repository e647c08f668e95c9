package dev.cairn.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, for this service as a process of its own ({@code CAIRN_ADMIN_USER}, {@code CAIRN_ADMIN_PASSWORD}).
 *
 * @param user its name; without it, or without the password, none is made
 */
@ConfigurationProperties("cairn.admin")
record FirstAdministrator(@Nullable String user, @Nullable String password) {
    @Override
    public String toString() {
        return "FirstAdministrator[" + user + "]";
    }
}
