package dev.cairn.desktop.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a request got no answer. The JDK's exceptions often have no message, or only a nested one. */
public final class Unreachable {
    private static final int CAUSES_MAX = 10;

    private Unreachable() {}

    /** For people; never empty, never "null". */
    public static String sentence(Exception failure) {
        // The innermost cause is the most exact.
        @Nullable String known = null;
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < CAUSES_MAX; depth++) {
            var more = known(at);
            known = more == null ? known : more;
            at = at.getCause();
        }
        if (known != null) {
            return known;
        }
        var said = said(failure);
        return failure instanceof IOException ? "the server cannot be reached: " + said : said;
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case SignedOutException signedOut -> signedOut.getMessage();
            case UnresolvedAddressException _ -> "the server cannot be reached: its name is not known here";
            case UnknownHostException host -> "the server cannot be reached: unknown host " + host.getMessage();
            case HttpTimeoutException _ -> "the server cannot be reached: it does not answer in time";
            case NoRouteToHostException _ -> "the server cannot be reached: there is no way to its network";
            case ConnectException _ -> "the server cannot be reached: nobody answers at its address";
            case SSLException tls -> "the server cannot be trusted: " + said(tls);
            case AccessDeniedException file -> file.getFile() + " cannot be used: permission denied";
            case FileSystemException file ->
                file.getFile() + " cannot be used: "
                        + (file.getReason() == null ? "no reason given" : file.getReason());
            default -> null;
        };
    }

    private static String said(Throwable failure) {
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < CAUSES_MAX; depth++) {
            var message = at.getMessage();
            if (message != null && !message.isBlank()) {
                return message;
            }
            at = at.getCause();
        }
        return failure.getClass().getSimpleName();
    }
}
