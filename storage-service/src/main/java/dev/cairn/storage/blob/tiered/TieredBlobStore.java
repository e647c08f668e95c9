package dev.cairn.storage.blob.tiered;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobCopy;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobListing;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BusyKeys;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.Upkeep;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts go to the hot store; what has been there for a time is moved to the cold one. A move copies, reads both and compares, deletes the
 * hot one, and notes that. So at every moment a blob is in one of the two, or in both with the same bytes, and a crash anywhere is made
 * good by doing the same again. Reading asks the hot store first and then the cold one; nothing comes back from there.
 */
public final class TieredBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(TieredBlobStore.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int MOVES = 100;
    private static final int PAGE = 1000;

    /** When a blob is tried again whose move failed. */
    private static final Duration RETRY_AFTER = Duration.ofHours(1);

    private final BlobStore hot;
    private final BlobStore cold;
    private final TierRecord record;
    private final InstantSource clock;
    private final Duration coldAfter;
    /** Nobody puts, moves and deletes one blob at a time. */
    private final BusyKeys busy = new BusyKeys();

    private boolean surveyed;
    private @Nullable Upkeep moving;

    TieredBlobStore(BlobStore hot, BlobStore cold, TierRecord record, InstantSource clock, Duration coldAfter) {
        this.hot = hot;
        this.cold = cold;
        this.record = record;
        this.clock = clock;
        this.coldAfter = coldAfter;
    }

    /**
     * With its record in the database; moves nothing by itself before {@link #startMoving}.
     *
     * @param name under which the record is kept
     * @param coldAfter how long a blob stays hot
     */
    public static TieredBlobStore of(
            BlobStore hot, BlobStore cold, String name, DataSource database, InstantSource clock, Duration coldAfter) {
        return new TieredBlobStore(hot, cold, new JdbcTierRecord(database, name), clock, coldAfter);
    }

    /** Moves what is old, from now until this is closed. */
    public void startMoving(String name) {
        moving = new Upkeep("tiering-" + name, PAUSE, this::move);
    }

    /** One round to its end; says whether there is more to move. */
    boolean move() {
        return move(() -> false);
    }

    /** One round, in which a blob that cannot be moved goes to the end of the line. */
    boolean move(BooleanSupplier closing) {
        survey(closing);
        var due = record.hotSince(clock.instant().minus(coldAfter), MOVES);
        int failed = 0;
        for (var key : due) {
            if (closing.getAsBoolean()) {
                return false;
            }
            try {
                busy.alone(key, () -> move(key));
            } catch (BlobException e) {
                failed++;
                LOG.warn("blob {} stays hot for now: {}", key, e.getMessage());
                record.postpone(key, clock.instant().minus(coldAfter).plus(RETRY_AFTER));
            }
        }
        return failed < due.size() && due.size() == MOVES;
    }

    /** What came here without a note: before the stores were tiered, or before a database was lost. */
    private void survey(BooleanSupplier closing) {
        if (surveyed) {
            return;
        }
        for (var page = hot.list("", "", PAGE); !page.isEmpty(); page = after(page)) {
            if (closing.getAsBoolean()) {
                return;
            }
            record.note(page.stream().map(BlobStat::key).toList(), clock.instant());
        }
        surveyed = true;
    }

    private List<BlobStat> after(List<BlobStat> page) {
        return hot.list("", page.getLast().key().toString(), PAGE);
    }

    private void move(BlobKey key) {
        var blob = hot.stat(key);
        if (blob.isPresent()) {
            BlobCopy.copyAndCompare(blob.get(), hot, cold);
            hot.delete(key);
        }
        if (cold.stat(key).isPresent()) {
            record.cooled(key);
        } else {
            record.forget(key);
        }
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        busy.alone(key, () -> {
            if (record.isCold(key) && cold.stat(key).isPresent()) {
                return;
            }
            // Noted first: a note without a blob is forgotten, a blob without a note would stay hot.
            record.note(List.of(key), clock.instant());
            hot.put(key, content);
        });
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return either(key, store -> store.open(key, offset, length));
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        return either(key, store -> store.read(key, offset, length));
    }

    private <T> T either(BlobKey key, Function<BlobStore, T> reading) {
        try {
            return reading.apply(hot);
        } catch (BlobException e) {
            boolean elsewhere = e.reason() == Reason.NOT_FOUND || (e.reason() == Reason.FAILED && record.isCold(key));
            if (!elsewhere) {
                throw e;
            }
            return reading.apply(cold);
        }
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return hot.stat(key).or(() -> cold.stat(key));
    }

    @Override
    public void delete(BlobKey key) {
        busy.alone(key, () -> {
            hot.delete(key);
            cold.delete(key);
            record.forget(key);
        });
    }

    /** Hot first: what is moved between the two looks is seen twice, which is once, rather than not at all. */
    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        int max = Math.clamp(limit, 1, LIST_MAX);
        var hotPage = hot.list(prefix, after, max);
        return BlobListing.merged(List.of(hotPage, cold.list(prefix, after, max)), max);
    }

    @Override
    public OptionalLong freeBytes() {
        return hot.freeBytes();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.ofAll(List.of(hot, cold));
    }

    @Override
    public void close() {
        if (moving != null) {
            moving.close();
        }
        hot.close();
        cold.close();
    }
}
