package dev.cairn.auth.signin;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.DeviceId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in of one account at one client: the family all its refresh tokens belong to.
 *
 * @param withAppPassword whether it began with an app password
 * @param request what the browser asked for, as JSON; null without a browser
 */
record SignIn(
        UUID id,
        AccountId account,
        @Nullable DeviceId device,
        boolean withAppPassword,
        String client,
        String grantType,
        Set<String> scopes,
        @Nullable String request,
        Instant signedIn) {}
