package dev.cairn.contracts.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends every body that nobody answers for at 1 MiB, before it is parsed and whoever sent it: {@link BodyBudget} answers for the
 * bigger ones it admits, and uploads in pieces ({@code application/offset+octet-stream}) are taken as they come.
 */
final class BodyLimit extends OncePerRequestFilter {
    private static final int BYTES_MAX = 1 << 20;
    private static final String STREAMED = "application/offset+octet-stream";
    private static final String ANSWERED_FOR = BodyLimit.class.getName();

    /** The body has a limit of its own. */
    static void lift(HttpServletRequest request) {
        request.setAttribute(ANSWERED_FOR, true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return STREAMED.equals(request.getContentType());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Limited(request), response);
    }

    private static final class Limited extends BoundedBody {
        Limited(HttpServletRequest request) {
            super(request, BYTES_MAX);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getAttribute(ANSWERED_FOR) != null) {
                return getRequest().getInputStream();
            }
            if (getContentLengthLong() > BYTES_MAX) {
                throw tooLarge(BYTES_MAX);
            }
            return super.getInputStream();
        }
    }
}
