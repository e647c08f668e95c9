package dev.cairn.storage.crypto;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CensusApi;
import dev.cairn.contracts.metadata.SpaceCensus;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys the keys of spaces that have been deleted for long enough: from then on whoever has the packs, the database and the root key
 * reads nothing of them. A space counts as deleted only while metadata says so; one it does not know keeps its key.
 */
public final class DeletedSpaceKeys {
    private static final Logger LOG = LoggerFactory.getLogger(DeletedSpaceKeys.class);

    private final KeyRing keyRing;
    private final JdbcDeletedSpaces spaces;
    private final CensusApi metadata;
    private final InstantSource clock;
    private final Duration after;

    DeletedSpaceKeys(
            KeyRing keyRing, JdbcDeletedSpaces spaces, CensusApi metadata, InstantSource clock, Duration after) {
        this.keyRing = keyRing;
        this.spaces = spaces;
        this.metadata = metadata;
        this.clock = clock;
        this.after = after;
    }

    /** Looks at all spaces that have a key; how many of them have none any more. */
    public int pass() {
        int destroyed = 0;
        @Nullable SpaceId last = null;
        for (var page = spaces.withKeys(last, CensusApi.SPACES_MAX);
                !page.isEmpty();
                page = spaces.withKeys(last, CensusApi.SPACES_MAX)) {
            for (var known : metadata.spaces(page)) {
                destroyed += looked(known) ? 1 : 0;
            }
            last = page.getLast();
        }
        return destroyed;
    }

    /** One that cannot be destroyed now keeps no other from it. */
    private boolean looked(SpaceCensus known) {
        try {
            return look(known);
        } catch (RuntimeException e) {
            LOG.error("the key of deleted space {} could not be destroyed to the end", known.space(), e);
            return false;
        }
    }

    private boolean look(SpaceCensus known) {
        var space = known.space();
        if (known.state() != SpaceCensus.State.DELETED) {
            spaces.forget(space);
            return false;
        }
        var now = clock.instant();
        if (spaces.seen(space, now).plus(after).isAfter(now)) {
            return false;
        }
        keyRing.destroy(space);
        spaces.forget(space);
        LOG.info("space {} was deleted {} ago or more: its key is destroyed", space, after);
        return true;
    }
}
