package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.apply.LocalObserver;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.watch.FolderWatch;
import dev.cairn.desktop.watch.Hints;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When and where the disk is looked at: soon after hints have come to rest, at once after our own steps, all of it now and then. */
final class Lookout {
    private final Replica trees;
    private final LocalObserver observer;
    private final FolderWatch watch;
    private final Pairing pairing;
    private final Agenda agenda;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Hints hints = new Hints();
    private @Nullable Instant hintedFirst;
    private @Nullable Instant hintedLast;
    private Instant rescanAt = Instant.MIN;
    private boolean scanned;

    Lookout(
            Replica trees,
            LocalObserver observer,
            FolderWatch watch,
            Pairing pairing,
            Agenda agenda,
            EngineSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.trees = trees;
        this.observer = observer;
        this.watch = watch;
        this.pairing = pairing;
        this.agenda = agenda;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** All of it has to be looked at before anything is known. */
    void beginAnew() {
        scanned = false;
    }

    void everything() {
        hints.everything();
        rescanAt = nextRescan();
    }

    /** Our own steps left something to look at. */
    void folder(NodeId id) {
        hints.folder(id);
    }

    /** Something is not as it was thought to be, here or there. */
    void again(NodeId id) {
        var local = trees.local().get(id);
        var remote = trees.remote().get(id);
        if (local != null && local.parent() != null) {
            hints.name(local.parent(), local.name());
        }
        if (remote != null && remote.parent() != null) {
            hints.name(remote.parent(), remote.name());
        }
    }

    /** Whether all of it was looked at since the beginning. */
    boolean hasScanned() {
        return scanned;
    }

    boolean isQuiet() {
        return hints.isEmpty();
    }

    Map<String, String> skipped() {
        return observer.skipped();
    }

    Map<String, String> unreadable() {
        return observer.unreadable();
    }

    int unwatched() {
        return watch.unwatched();
    }

    int overflows() {
        return watch.overflows();
    }

    @Nullable
    Instant nextLook() {
        return Agenda.earlier(rescanAt, due());
    }

    /** Folders that were passed over because of a rule are looked into as soon as it no longer holds. */
    void reopen() {
        observer.reopened().forEach(hints::folder);
    }

    /** Looks if it is time to; returns whether it was. */
    boolean look() throws IOException {
        var now = clock.instant();
        gather(now);
        var due = due();
        if (due == null || (now.isBefore(due) && !hints.isEverything())) {
            return false;
        }
        if (!pairing.isOurs()) {
            return true;
        }
        var look = hints;
        hints = new Hints();
        hintedFirst = null;
        hintedLast = null;
        var changes = observer.observe(look, pairing::isOurs);
        if (pairing.isStopped() || (look.isEverything() && !pairing.isOurs())) {
            return true;
        }
        if (look.isEverything()) {
            scanned = true;
        }
        if (!changes.isEmpty() || look.isEverything()) {
            agenda.wantPlan();
        }
        return true;
    }

    private void gather(Instant now) {
        var fresh = watch.drain();
        if (!fresh.isEmpty()) {
            hints.addAll(fresh);
            hintedFirst = hintedFirst == null ? now : hintedFirst;
            hintedLast = now;
        }
        if (!now.isBefore(rescanAt)) {
            hints.everything();
            rescanAt = nextRescan();
        }
    }

    private @Nullable Instant due() {
        if (hints.isEmpty()) {
            return null;
        }
        if (hintedFirst == null || hintedLast == null) {
            // Our own steps left the hint: due at once, and never later than the "now" it is compared with.
            return Instant.EPOCH;
        }
        return Agenda.earlier(hintedLast.plus(settings.quiet()), hintedFirst.plus(settings.quietMax()));
    }

    private Instant nextRescan() {
        long millis = settings.rescan().toMillis();
        return clock.instant().plusMillis(millis * 3 / 4 + random.nextLong(millis / 2 + 1));
    }
}
