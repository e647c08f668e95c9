package dev.cairn.contracts.http;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Bounds the memory of requests whose bodies are held whole: each body by the limit of its address, all of them together by a
 * budget. A request waits for its share before its body is read; when none becomes free in time, it is told 503 and when to come
 * back. Must run behind the security chain, so that strangers get no share.
 */
public final class BodyBudget extends OncePerRequestFilter {
    private static final int HEAP_SHARE = 4;
    private static final long BYTES_MIN = 32L << 20;
    private static final long BYTES_MAX = 256L << 20;
    private static final int SHARE_BYTES = 1024;

    private final List<Held> held;
    private final Semaphore shares;
    private final Duration waitMax;
    private final ProblemWriter problems;

    /**
     * Requests whose bodies are held.
     *
     * @param path what their paths match, as a controller would: decoded
     * @param bytesMax most bytes of one body; longer ones are TOO_LARGE
     */
    public record Held(PathPattern path, int bytesMax) {
        /** With a pattern as in a controller: {@code /api/v1/spaces/{space}/chunks}. */
        public Held(String path, int bytesMax) {
            this(PathPatternParser.defaultInstance.parse(path), bytesMax);
        }
    }

    /**
     * @param held what it bounds; other requests pass
     * @param bytes for all bodies together; at least that of the largest
     * @param waitMax how long a request waits for its share
     */
    public BodyBudget(List<Held> held, long bytes, Duration waitMax, ProblemWriter problems) {
        this.held = List.copyOf(held);
        this.shares = new Semaphore(Math.toIntExact(bytes / SHARE_BYTES), true);
        this.waitMax = waitMax;
        this.problems = problems;
    }

    /** A quarter of the heap, between 32 MiB and 256 MiB. */
    public static long bytesForHeap(long heapBytesMax) {
        return Math.clamp(heapBytesMax / HEAP_SHARE, BYTES_MIN, BYTES_MAX);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return limit(request) == null;
    }

    private @Nullable Held limit(HttpServletRequest request) {
        if (!request.getMethod().equals("POST")) {
            return null;
        }
        var path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication();
        for (var candidate : held) {
            if (candidate.path().matches(path)) {
                return candidate;
            }
        }
        return null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limit(request);
        int max = limit == null ? Integer.MAX_VALUE : limit.bytesMax();
        if (request.getContentLengthLong() > max) {
            problems.write(response, BoundedBody.tooLarge(max));
            return;
        }
        long length = request.getContentLengthLong() < 0 ? max : request.getContentLengthLong();
        int share = (int) Math.ceilDiv(length, (long) SHARE_BYTES);
        if (!take(share)) {
            problems.write(response, new ProblemException(Problem.UNAVAILABLE, "Too many uploads at the moment"));
            return;
        }
        BodyLimit.lift(request);
        try {
            chain.doFilter(new BoundedBody(request, max), response);
        } finally {
            shares.release(share);
        }
    }

    private boolean take(int share) {
        try {
            return shares.tryAcquire(share, waitMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
