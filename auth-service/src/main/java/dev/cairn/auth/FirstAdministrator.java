package dev.cairn.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, for this service as a process of its own ({@code cairn.admin-user} or {@code
 * CAIRN_ADMIN_USER}, {@code cairn.admin-password} or {@code CAIRN_ADMIN_PASSWORD}).
 *
 * @param adminUser its name; without it, or without the password, none is made
 */
@ConfigurationProperties("cairn")
record FirstAdministrator(
        @Nullable String adminUser, @Nullable String adminPassword) {
    @Override
    public String toString() {
        return "FirstAdministrator[" + adminUser + "]";
    }
}
