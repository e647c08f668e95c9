package dev.cairn.desktop.engine;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders on disk that stayed when something not selected left, with what only this disk has. They are not made anew on the server, whatever
 * becomes of the folder there, until somebody moves or renames them. A fact of the journal (docs/formats.md, "Journal").
 */
final class Remainders {
    private static final Logger LOG = LoggerFactory.getLogger(Remainders.class);
    private static final String FACT = "remainders";
    /** The one character that no name has. */
    private static final String END = "/";

    private static final String ID = "(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})";
    private static final Pattern ENTRY = Pattern.compile(ID + " " + ID + " (.+)", Pattern.DOTALL);

    private final Replica trees;
    private final Ledger ledger;
    private final Map<NodeId, Set<Place>> places = new LinkedHashMap<>();

    /** Where one was left, or would be if a new name had been given to it. */
    private record Place(NodeId parent, String name) {
        static Place of(LocalNode local) {
            return new Place(Objects.requireNonNull(local.parent()), local.name());
        }
    }

    Remainders(Replica trees, Ledger ledger) {
        this.trees = trees;
        this.ledger = ledger;
    }

    /** Takes what an earlier process wrote. */
    void resume() {
        var known = ledger.fact(FACT, "");
        // The first clients that left something wrote lines, which a name may break.
        for (var each : known.split(known.endsWith(END) ? END : "\n")) {
            var entry = ENTRY.matcher(each);
            if (entry.matches()) {
                places.computeIfAbsent(id(entry.group(1)), _ -> new LinkedHashSet<>())
                        .add(new Place(id(entry.group(2)), entry.group(3)));
            } else if (!each.isEmpty()) {
                LOG.warn("A folder that stayed here when something left was written down so that it cannot be read");
            }
        }
    }

    private static NodeId id(String text) {
        return new NodeId(UUID.fromString(text));
    }

    /** This stays. What stays inside it is part of it. */
    void add(NodeId id) {
        var local = trees.local().get(id);
        if (local == null || !local.folder()) {
            return;
        }
        places.keySet().removeIf(inside -> trees.local().isWithin(inside, id));
        if (!isInside(local)) {
            places.put(id, Set.of(Place.of(local)));
        }
        note();
    }

    private boolean isInside(LocalNode local) {
        return places.keySet().stream().anyMatch(around -> trees.local().isWithin(local.id(), around));
    }

    /** We are about to give it another name ourselves: a process that dies meanwhile leaves it under either. */
    void moving(LocalNode local, String name) {
        var now = Place.of(local);
        places.put(local.id(), Set.of(now, new Place(now.parent(), name)));
        note();
    }

    /** We gave it another name ourselves. */
    void moved(NodeId id) {
        var local = trees.local().get(id);
        if (local != null && places.containsKey(id)) {
            places.put(id, Set.of(Place.of(local)));
            note();
        }
    }

    /** Something here has another identity: what the server knows is no remainder, and one may lie in it. */
    void rename(NodeId from, NodeId to) {
        if (places.isEmpty()) {
            return;
        }
        var known = places.remove(from);
        if (known != null && !trees.remote().contains(to)) {
            places.put(to, known);
        }
        places.replaceAll((id, each) -> each.stream()
                .map(place -> place.parent().equals(from) ? new Place(to, place.name()) : place)
                .collect(Collectors.toUnmodifiableSet()));
        note();
    }

    /** Forgets those that are gone, or that somebody moved or renamed. */
    void tidy() {
        if (places.keySet().removeIf(id -> !isAsLeft(id))) {
            note();
        }
    }

    private boolean isAsLeft(NodeId id) {
        var local = trees.local().get(id);
        return local != null
                && local.folder()
                && Objects.requireNonNull(places.get(id)).contains(Place.of(local));
    }

    /** Which folders on disk are remainders. */
    Predicate<NodeId> are() {
        return places::containsKey;
    }

    private void note() {
        ledger.noteUrgent(
                FACT,
                places.entrySet().stream()
                        .flatMap(each -> each.getValue().stream()
                                .map(place -> each.getKey() + " " + place.parent() + " " + place.name() + END))
                        .collect(Collectors.joining()));
    }
}
