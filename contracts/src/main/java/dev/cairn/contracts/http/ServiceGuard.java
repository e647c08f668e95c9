package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides what it stands before from everybody but services of this installation. Which addresses these are says the chain it is in:
 * it looks at none itself, so that no spelling of an address passes it that a controller understands.
 */
final class ServiceGuard extends OncePerRequestFilter {
    private final ServiceSignature signature;
    private final ProblemWriter problems;

    ServiceGuard(ServiceSignature signature, ProblemWriter problems) {
        this.signature = signature;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var value = request.getHeader(ServiceSignature.HEADER);
        if (value == null || !signature.verify(request.getMethod(), request.getRequestURI(), value)) {
            problems.write(response, ProblemException.notFound("This address"));
            return;
        }
        chain.doFilter(request, response);
    }
}
