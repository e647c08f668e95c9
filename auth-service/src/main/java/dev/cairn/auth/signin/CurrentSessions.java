package dev.cairn.auth.signin;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.account.StoredAccount;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Forgets a browser's sign-in that is out of date: the account was disabled, or its password changed, since. */
final class CurrentSessions extends OncePerRequestFilter {
    private final Accounts accounts;

    CurrentSessions(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedInAccount signedIn
                && accounts.find(signedIn.account())
                        .filter(StoredAccount::enabled)
                        .filter(account -> account.generation() == signedIn.generation())
                        .isEmpty()) {
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }
}
