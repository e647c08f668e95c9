package dev.cairn.upload.session;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.upload.EarlierHoldApi;
import dev.cairn.contracts.upload.Held;
import dev.cairn.contracts.upload.HoldApi;
import dev.cairn.contracts.upload.HoldReleaseApi;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.RestController;

/** What unfinished uploads need, for storage, and what they no longer do. */
@RestController
final class HoldController implements HoldApi, HoldReleaseApi, EarlierHoldApi {
    private final JdbcSessionStore store;
    private final UploadSessions sessions;
    private final InstantSource clock;

    HoldController(JdbcSessionStore store, UploadSessions sessions, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Held oldest(SpaceId space) {
        return new Held(store.oldestEpoch(space, clock.instant()).orElse(Long.MAX_VALUE));
    }

    @Override
    public void release(UploadId hold) {
        store.deleteHold(hold);
    }

    @Override
    public UploadId holdEverything(SpaceId space, AccountId account, int days) {
        return sessions.holdEverything(space, account, days);
    }
}
