package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conflict copies made here of which the server has not heard. They are a fact of the journal from the moment the copy is made, so that
 * neither a crash nor a name decides what is one (docs/formats.md, "Journal"). There they are spread over several facts by the last byte of the
 * copy's id, so that one more of many costs a few lines.
 */
final class ConflictNotes {
    /** The fact they all were in once; those of today have the last byte of the copies' ids, in hex, after a dot. */
    static final String FACT = "conflicts";

    /** More copies than these, all of them untold, are known by their names only: nobody looks at so many one by one. */
    static final int MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ConflictNotes.class);
    private static final String NO_BASE = "-";
    private static final int FIELDS = 4;
    private static final int PARTS = 256;

    private final Map<NodeId, Note> notes = new LinkedHashMap<>();
    /** Parts the journal has otherwise. */
    private final BitSet touched = new BitSet(PARTS);
    /** The journal has some in the one fact. */
    private boolean undivided;

    /**
     * What is known of a copy.
     *
     * @param original whose copy it is
     * @param base the version both began with, if that is known
     * @param made when
     */
    record Note(NodeId copy, NodeId original, @Nullable VersionId base, Instant made) {}

    /**
     * Takes what an earlier process wrote.
     *
     * @param journal a fact by its name; empty when there is none
     */
    void resume(UnaryOperator<String> journal) {
        for (int part = 0; part < PARTS; part++) {
            take(journal.apply(name(part)));
        }
        var all = journal.apply(FACT);
        undivided = !all.isEmpty();
        take(all).forEach(note -> touch(note.copy()));
    }

    private List<Note> take(String fact) {
        var found = fact.lines().map(ConflictNotes::parse).toList();
        found.forEach(note -> notes.put(note.copy(), note));
        return found;
    }

    private static int part(NodeId copy) {
        return (int) copy.value().getLeastSignificantBits() & (PARTS - 1);
    }

    private static String name(int part) {
        return FACT + "." + HexFormat.of().toHexDigits((byte) part);
    }

    private void touch(NodeId copy) {
        touched.set(part(copy));
    }

    /** A copy was made; what was said of it before, with a base, stays. */
    void add(NodeId copy, NodeId original, @Nullable VersionId base, Instant made) {
        if (copy.equals(original) || notes.containsKey(copy)) {
            return;
        }
        if (notes.size() >= MAX) {
            LOG.warn("Too many conflicts at once: {} is not told to the server", copy);
            return;
        }
        notes.put(copy, new Note(copy, original, base, made));
        touch(copy);
    }

    /** What was a copy under one id is one under another. */
    void rename(NodeId from, NodeId to) {
        var note = notes.remove(from);
        if (note != null) {
            touch(from);
            add(to, note.original(), note.base(), note.made());
        }
    }

    /** Nothing came of the copy; if it was one before, it still is. */
    void withdraw(NodeId copy) {
        var note = notes.get(copy);
        if (note != null && note.base() == null) {
            forget(copy);
        }
    }

    /** The server knows, or there is nothing to know any more. */
    void forget(NodeId copy) {
        if (notes.remove(copy) != null) {
            touch(copy);
        }
    }

    /** Those the server can be told of now: both nodes are there and nothing is under way with the copy. */
    List<Note> ready(Tree<RemoteNode> remote, Predicate<NodeId> here, Predicate<NodeId> busy) {
        var ready = new ArrayList<Note>();
        for (var note : List.copyOf(notes.values())) {
            boolean there = remote.contains(note.copy());
            if (!there && !here.test(note.copy())) {
                forget(note.copy());
            } else if (there && !busy.test(note.copy())) {
                if (remote.contains(note.original())) {
                    ready.add(note);
                } else {
                    forget(note.copy());
                }
            }
        }
        return ready;
    }

    boolean isEmpty() {
        return notes.isEmpty();
    }

    /** Whether the journal does not have it yet. */
    boolean isTouched() {
        return undivided || !touched.isEmpty();
    }

    /** The journal has it. */
    void saved() {
        touched.clear();
        undivided = false;
    }

    /** The facts the journal has otherwise, by their names. */
    Map<String, String> facts() {
        var facts = new HashMap<String, String>();
        touched.stream().forEach(part -> facts.put(name(part), ""));
        for (var note : notes.values()) {
            if (touched.get(part(note.copy()))) {
                facts.merge(name(part(note.copy())), line(note), String::concat);
            }
        }
        if (undivided) {
            facts.put(FACT, "");
        }
        return facts;
    }

    /** Copy, original, base or a dash, time. */
    private static String line(Note note) {
        return note.copy() + " " + note.original() + " "
                + (note.base() == null ? NO_BASE : note.base().toString())
                + " " + note.made() + "\n";
    }

    private static Note parse(String line) {
        var fields = line.split(" ", FIELDS);
        return new Note(
                NodeId.of(fields[0]),
                NodeId.of(fields[1]),
                fields[2].equals(NO_BASE) ? null : VersionId.of(fields[2]),
                Instant.parse(fields[3]));
    }
}
