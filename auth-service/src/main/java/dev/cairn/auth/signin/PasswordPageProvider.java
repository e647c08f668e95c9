package dev.cairn.auth.signin;

import dev.cairn.auth.account.PasswordSignIn;
import dev.cairn.contracts.problem.ProblemException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks what was typed into the sign-in page. App passwords do not open it: they are for programs. */
final class PasswordPageProvider implements AuthenticationProvider {
    private final PasswordSignIn passwords;

    PasswordPageProvider(PasswordSignIn passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var address = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        try {
            return passwords
                    .check(authentication.getName(), String.valueOf(authentication.getCredentials()), address)
                    .map(account -> SignedInAccount.of(account, false).authentication())
                    .orElseThrow(() -> new BadCredentialsException("wrong name or password"));
        } catch (ProblemException e) {
            throw new LockedException(e.detail(), e);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
