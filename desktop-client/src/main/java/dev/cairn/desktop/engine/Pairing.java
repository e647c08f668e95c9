package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.Ids;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.RootState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether folder and journal belong together. Both carry the same mark, a new one with every start, so a copy of either from
 * before is recognised. While the folder is not there, or not ours, everything is stopped and nothing is concluded.
 */
final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);
    private static final Duration CHECK_AGAIN = Duration.ofSeconds(5);
    private static final Duration DRAFT_LIFE = Duration.ofDays(2);

    private static final String IDENTITY = "folderIdentity";

    /** What was found. */
    enum Found {
        /** Nothing to sync with; stopped. */
        ABSENT,
        /** The folder the journal is about. */
        OURS,
        /** Another state of the folder than the one the journal is about: what counted as agreed says nothing about it. */
        FOREIGN
    }

    private final LocalFiles files;
    private final Ledger ledger;
    private final Ids ids;
    private final InstantSource clock;
    private String mark = "";
    /** Which folder was marked; empty when that cannot be told. */
    private String identity = "";

    private @Nullable String stopped;
    private Instant checkAt = Instant.MIN;

    Pairing(LocalFiles files, Ledger ledger, Ids ids, InstantSource clock) {
        this.files = files;
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
    }

    Found find() {
        var known = ledger.fact("mark", "");
        var next = ledger.fact("markNext", "");
        var found = files.root();
        if (found instanceof RootState.Absent absent && !known.isEmpty()) {
            if (!isSameFolder()) {
                stop(absent.why());
                return Found.ABSENT;
            }
            LOG.warn("The file {} was removed; the folder is the same one, merging", LocalFiles.MARKER);
            return Found.FOREIGN;
        }
        var present = found.markOrNull();
        if (!known.isEmpty() && !Objects.equals(present, known) && !Objects.equals(present, next)) {
            LOG.warn("The folder and what is known of it do not belong together (restored from a backup?); merging");
            return Found.FOREIGN;
        }
        return Found.OURS;
    }

    /** Marks both anew and cleans up; false: that was not possible, and everything is stopped. */
    boolean renew() {
        try {
            var fresh = ids.next().toString();
            ledger.note("markNext", fresh);
            ledger.flush();
            files.mark(fresh);
            ledger.note("mark", fresh);
            identity = files.identity();
            ledger.note(IDENTITY, identity);
            ledger.flush();
            mark = fresh;
            files.sweepDrafts(clock.instant().minus(DRAFT_LIFE));
            return true;
        } catch (IOException e) {
            stop("folder or journal cannot be written: " + DiskTrouble.words(e));
            return false;
        }
    }

    /** Looked at before and after anything is concluded from what is missing; stops everything when it is not. */
    boolean isOurs() {
        var state = files.root();
        if (state instanceof RootState.Absent absent) {
            return remark(absent.why());
        }
        if (!mark.equals(state.markOrNull())) {
            stop("the folder's file " + LocalFiles.MARKER + " was replaced: by another client, or from a backup");
            return false;
        }
        return true;
    }

    /**
     * Somebody tidied the marker away ({@code rsync --delete}, {@code git clean}) under our eyes: this is the folder that was
     * marked, so no other disk and no mount point.
     */
    private boolean remark(String why) {
        if (identity.isEmpty() || !identity.equals(files.identity())) {
            stop(why);
            return false;
        }
        try {
            LOG.warn("The file {} was removed; it is put back", LocalFiles.MARKER);
            files.mark(mark);
            return true;
        } catch (IOException e) {
            stop("the folder cannot be written: " + DiskTrouble.words(e));
            return false;
        }
    }

    /**
     * Whether this is the folder that was marked. It may have been rolled back to before that, so what was agreed says nothing
     * about it.
     */
    private boolean isSameFolder() {
        var marked = ledger.fact(IDENTITY, "");
        return !marked.isEmpty() && marked.equals(files.identity());
    }

    /** Nothing was ever marked: that is still to be done. */
    private boolean isUnmarked() {
        return ledger.fact("mark", "").isEmpty() && !files.identity().isEmpty();
    }

    void stop(String why) {
        if (stopped == null) {
            LOG.warn("Stopped: {}", why);
        }
        stopped = why;
        checkAt = clock.instant().plus(CHECK_AGAIN);
    }

    /** Why nothing is done at the moment, for people; null: it is not so. */
    @Nullable
    String stopped() {
        return stopped;
    }

    boolean isStopped() {
        return stopped != null;
    }

    void goOn() {
        stopped = null;
    }

    Instant checkAt() {
        return checkAt;
    }

    /** Whether it is time to look again and the folder is there again. */
    boolean isBack() {
        var now = clock.instant();
        if (now.isBefore(checkAt)) {
            return false;
        }
        checkAt = now.plus(CHECK_AGAIN);
        if (files.root() instanceof RootState.Present || isSameFolder() || isUnmarked()) {
            LOG.info("The folder is back");
            return true;
        }
        return false;
    }
}
