package dev.cairn.upload.device;

import dev.cairn.content.Bundle;
import dev.cairn.contracts.http.ProblemWriter;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the memory of device uploads, whose bodies are held whole: each body by the limit of its address, all of them together
 * by a budget. A request waits for its share before its body is read. Runs behind the security chain: strangers get no share.
 */
final class BodyBudget extends OncePerRequestFilter {
    private static final Pattern ADDRESS = Pattern.compile("/api/v1/spaces/[^/]+/(chunks|chunks/missing|commit)");
    private static final int MISSING_MAX = 2 << 20;

    /** Base64 of a whole bundle of manifests, and 5,000 operations. */
    private static final int COMMIT_MAX = 32 << 20;

    private final Semaphore kibibytes;
    private final DeviceProperties limits;
    private final ProblemWriter problems;

    BodyBudget(DeviceProperties limits, ProblemWriter problems) {
        this.kibibytes = new Semaphore(Math.toIntExact(limits.memory().toKilobytes()), true);
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !ADDRESS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int max = max(request.getRequestURI());
        if (request.getContentLengthLong() > max) {
            problems.write(response, BoundedBody.tooLarge(max));
            return;
        }
        long length = request.getContentLengthLong() < 0 ? max : request.getContentLengthLong();
        int share = (int) (length >> 10) + 1;
        if (!take(share)) {
            response.setHeader("Retry-After", "1");
            problems.write(response, new ProblemException(Problem.UNAVAILABLE, "Too many uploads at the moment"));
            return;
        }
        try {
            chain.doFilter(new BoundedBody(request, max), response);
        } finally {
            kibibytes.release(share);
        }
    }

    private boolean take(int share) {
        try {
            return kibibytes.tryAcquire(share, limits.memoryWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int max(String uri) {
        if (uri.endsWith("/commit")) {
            return COMMIT_MAX;
        }
        return uri.endsWith("/missing") ? MISSING_MAX : Bundle.REQUEST_BYTES_MAX;
    }
}
