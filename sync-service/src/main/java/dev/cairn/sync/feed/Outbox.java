package dev.cairn.sync.feed;

import dev.cairn.contracts.id.SpaceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one connection. Whoever adds never waits: when a push does not fit any more, all waiting pushes are
 * dropped and each of their spaces is told "behind" once instead. Thread-safe; one thread takes.
 */
final class Outbox {
    /** Most entries, pushes included; a device that asks without reading the replies is let go. */
    static final int ENTRIES_MAX = 10_000;

    /** Something to send or do. */
    sealed interface Entry {
        /** A delta; may be replaced by "behind". */
        record Push(SpaceId space, String text) implements Entry {}

        /** The news that a space has moved without the device. */
        record Behind(SpaceId space, String text) implements Entry {}

        /** A reply. */
        record Reply(String text) implements Entry {}

        /** Are you there? */
        record Ping() implements Entry {}

        /** Work that may take a while and belongs to the connection. */
        record Work(Runnable work) implements Entry {}
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Set<SpaceId> behind = new HashSet<>();
    private final int charsMax;
    private final Function<SpaceId, String> behindText;
    private int chars;
    private boolean closed;

    /** @param behindText the message that tells of a space to pull */
    Outbox(int charsMax, Function<SpaceId, String> behindText) {
        this.charsMax = charsMax;
        this.behindText = behindText;
    }

    /** Adds a delta; nothing when the device will be told to pull the space anyway. */
    synchronized void push(SpaceId space, String text) {
        if (closed || behind.contains(space)) {
            return;
        }
        if (chars + text.length() > charsMax || entries.size() >= ENTRIES_MAX) {
            replacePushes();
            behind(space);
        } else {
            chars += text.length();
            add(new Entry.Push(space, text));
        }
    }

    /** Tells the device to pull the space. */
    synchronized void behind(SpaceId space) {
        if (!closed && behind.add(space)) {
            add(new Entry.Behind(space, behindText.apply(space)));
        }
    }

    /** Adds anything else; false when there is too much already. */
    synchronized boolean offer(Entry entry) {
        if (closed) {
            return true;
        }
        if (entries.size() >= ENTRIES_MAX) {
            return false;
        }
        add(entry);
        return true;
    }

    private void add(Entry entry) {
        entries.add(entry);
        notifyAll();
    }

    private void replacePushes() {
        var spaces = new LinkedHashSet<SpaceId>();
        entries.forEach(entry -> {
            if (entry instanceof Entry.Push push) {
                spaces.add(push.space());
            }
        });
        entries.removeIf(Entry.Push.class::isInstance);
        chars = 0;
        spaces.forEach(this::behind);
    }

    /** The next entry, waited for; null when closed. */
    synchronized @Nullable Entry take() throws InterruptedException {
        while (entries.isEmpty() && !closed) {
            wait();
        }
        var entry = closed ? null : entries.removeFirst();
        switch (entry) {
            case Entry.Push push -> chars -= push.text().length();
            case Entry.Behind told -> behind.remove(told.space());
            case null, default -> {}
        }
        return entry;
    }

    /** Drops what waits; nothing is taken any more. */
    synchronized void close() {
        closed = true;
        entries.clear();
        notifyAll();
    }
}
