package dev.cairn.desktop.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in of this installation, as it is kept on disk for its owner only.
 *
 * @param refreshToken exchanged for access tokens, and for its own successor each time
 * @param attempt names the exchange under way: the same name may ask again after a crash; null when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(
        URI server,
        String user,
        String device,
        String refreshToken,
        @Nullable String attempt) {
    @Override
    public String toString() {
        return "Account[" + user + " at " + server + "]";
    }
}
