package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Tree;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of conflict copies until the server knows. */
class ConflictNotesTest {
    private static final Instant MADE = Instant.parse("2026-11-21T10:00:00.123Z");

    private final Ids ids = new Ids(InstantSource.fixed(MADE), new Random(1));
    private final NodeId copy = new NodeId(ids.next());
    private final NodeId original = new NodeId(ids.next());
    private final VersionId base = new VersionId(ids.next());
    private final ConflictNotes notes = new ConflictNotes();
    private final Tree<RemoteNode> remote = new Tree<>();

    private static final String ONE = "01997c1e-5d00-7000-8000-000000000001 01997c1e-5d00-7000-8000-000000000002"
            + " 01997c1e-5d00-7000-8000-000000000003 2026-11-21T10:00:00.123Z\n";
    private static final String OTHER =
            "01997c1e-5d00-7000-8000-0000000000fe 01997c1e-5d00-7000-8000-000000000002" + " - 2026-11-21T10:00:01Z\n";

    @Test
    void theFactsAreWhatTheyWere() {
        var journal = Map.of("conflicts.01", ONE, "conflicts.fe", OTHER);
        notes.resume(name -> journal.getOrDefault(name, ""));
        assertThat(notes.isTouched()).isFalse();
        assertThat(notes.facts()).isEmpty();
        notes.forget(NodeId.of("01997c1e-5d00-7000-8000-000000000001"));
        assertThat(notes.facts()).containsExactly(Map.entry("conflicts.01", ""));
        notes.saved();
        notes.add(
                NodeId.of("01997c1e-5d00-7000-8000-0000000001fe"),
                NodeId.of("01997c1e-5d00-7000-8000-000000000002"),
                null,
                Instant.parse("2026-11-21T10:00:02Z"));
        assertThat(notes.facts())
                .containsExactly(Map.entry(
                        "conflicts.fe",
                        OTHER + OTHER.replace("0000fe ", "0001fe ").replace("01Z", "02Z")));
    }

    @Test
    void whatWasInOneFactIsDivided() {
        notes.resume(name -> name.equals("conflicts") ? ONE + OTHER : "");
        assertThat(notes.isTouched()).isTrue();
        assertThat(notes.facts())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("conflicts", "", "conflicts.01", ONE, "conflicts.fe", OTHER));
        notes.saved();
        assertThat(notes.isTouched()).isFalse();
        assertThat(notes.facts()).isEmpty();
    }

    @Test
    void theServerIsToldWhenItHasBoth() {
        notes.add(copy, original, base, MADE);
        put(original);
        assertThat(notes.ready(remote, id -> true, id -> false)).isEmpty();
        put(copy);
        assertThat(notes.ready(remote, id -> true, copy::equals)).isEmpty();
        var note = new ConflictNotes.Note(copy, original, base, MADE);
        assertThat(notes.ready(remote, id -> true, id -> false)).containsExactly(note);
        assertThat(notes.ready(remote, id -> true, id -> false)).containsExactly(note);
        notes.forget(copy);
        assertThat(notes.isEmpty()).isTrue();
        assertThat(notes.isTouched()).isTrue();
    }

    @Test
    void whatIsGoneIsForgotten() {
        notes.add(copy, original, base, MADE);
        notes.ready(remote, id -> false, id -> false);
        assertThat(notes.isEmpty()).isTrue();
        notes.add(copy, original, base, MADE);
        put(copy);
        notes.ready(remote, id -> true, id -> false);
        assertThat(notes.isEmpty()).isTrue();
    }

    @Test
    void anotherIdentityIsTheSameCopyUnlessItIsTheOriginal() {
        var other = new NodeId(ids.next());
        notes.add(copy, original, base, MADE);
        notes.rename(copy, other);
        put(other);
        put(original);
        assertThat(notes.ready(remote, id -> true, id -> false))
                .containsExactly(new ConflictNotes.Note(other, original, base, MADE));
        notes.rename(other, original);
        assertThat(notes.isEmpty()).isTrue();
    }

    @Test
    void aBaseThatIsKnownStays() {
        notes.add(copy, original, base, MADE);
        notes.add(copy, original, null, MADE.plusSeconds(1));
        notes.withdraw(copy);
        assertThat(notes.facts().values()).singleElement().asString().contains(base.toString());
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i <= ConflictNotes.MAX; i++) {
            notes.add(new NodeId(ids.next()), original, null, MADE);
        }
        assertThat(notes.facts().values().stream().flatMap(String::lines)).hasSize(ConflictNotes.MAX);
    }

    private void put(NodeId id) {
        remote.put(new RemoteNode(id, null, id.toString(), 1, null));
    }
}
