package dev.cairn.storage.content;

import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Breaks the connection of a reply that fails in the middle, quietly. Left alone, the server would log a stack trace, append its
 * error page, and log once more with the address, in which there is a ticket.
 */
final class CutReplies extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(CutReplies.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            // A problem has been logged where it was found.
            if (!(e.getCause() instanceof ProblemException)) {
                LOG.warn("a reply was cut off: {}", e.getClass().getSimpleName());
            }
            // Tomcat takes it for what it is not, and so closes the connection and does nothing else.
            throw new ClientAbortException("cut off");
        }
    }
}
