package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** A token nobody can judge, because the keys cannot be fetched at the moment, is neither good nor bad: come back later. */
final class TokenOutage extends OncePerRequestFilter {
    private final ProblemWriter problems;

    TokenOutage(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException e) {
            problems.write(
                    response,
                    new ProblemException(Problem.UNAVAILABLE, "Access tokens cannot be checked at the moment"));
        }
    }
}
