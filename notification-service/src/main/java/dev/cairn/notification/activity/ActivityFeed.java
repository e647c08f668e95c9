package dev.cairn.notification.activity;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.notification.ActivityApi;
import dev.cairn.contracts.notification.ActivityPage;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** The feed of a space, for its members: whoever may read what is in it may see what happened there. */
@RestController
final class ActivityFeed implements ActivityApi {
    private static final int LIMIT_MAX = 200;

    private final SpaceApi spaces;
    private final JdbcActivityStore store;

    ActivityFeed(SpaceApi spaces, JdbcActivityStore store) {
        this.spaces = spaces;
        this.store = store;
    }

    @Override
    public ActivityPage activity(SpaceId space, @Nullable String before, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw ProblemException.invalid("limit", "A page has 1 to " + LIMIT_MAX + " activities");
        }
        long position = position(before);
        var seen = spaces.space(space.toString());
        if (!seen.role().sees()) {
            throw new ProblemException(Problem.FORBIDDEN, "Your role " + seen.role() + " does not read this space");
        }
        // One more than asked for tells whether there is a next page.
        var rows = store.before(seen.id(), position, limit + 1);
        var page = rows.subList(0, Math.min(limit, rows.size()));
        return new ActivityPage(
                page.stream().map(JdbcActivityStore.Row::activity).toList(),
                rows.size() > limit ? Long.toString(page.getLast().position()) : null);
    }

    private static long position(@Nullable String before) {
        if (before == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(before);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("before", "This is not the 'next' of a page");
        }
    }
}
