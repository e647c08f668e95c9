package dev.cairn.metadata.link;

import dev.cairn.contracts.auth.DirectoryApi;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether those who made links may still share: nobody gives away what they no longer have. Roles count at once; an account that
 * was disabled is noticed within a minute, since auth is not asked about it more often.
 */
final class LinkMakers {
    private static final Duration CACHED = Duration.ofMinutes(1);
    private static final int ACCOUNTS_MAX = 10_000;

    private final DirectoryApi directory;
    private final InstantSource clock;
    private final Map<AccountId, Known> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Known> eldest) {
            return size() > ACCOUNTS_MAX;
        }
    });

    private record Known(boolean enabled, Instant until) {}

    LinkMakers(DirectoryApi directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Whether who made the link could make it today. Fails with UNAVAILABLE when auth must be asked and is away. */
    boolean mayShare(Link link) {
        var role = link.makersRole();
        return role != null && role.includes(SpaceRole.EDITOR) && enabled(link.maker());
    }

    private boolean enabled(AccountId account) {
        var now = clock.instant();
        var answer = known.get(account);
        if (answer == null || !now.isBefore(answer.until())) {
            answer = new Known(ask(account), now.plus(CACHED));
            known.put(account, answer);
        }
        return answer.enabled();
    }

    private boolean ask(AccountId account) {
        try {
            return directory.byId(account).enabled();
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
