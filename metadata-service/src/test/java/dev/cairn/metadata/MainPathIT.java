package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.storage.Ticket;
import dev.cairn.contracts.storage.Tickets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The way of one edit: from a commit to listing, delta, ticket and event. */
final class MainPathIT {
    private static final Service SERVICE = new Service();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void everybodyHasAPersonalSpaceFromTheFirstCallOn() {
        var ann = SERVICE.user("ann");
        var space = ann.personal();
        assertThat(space.kind()).isEqualTo(SpaceKind.PERSONAL);
        assertThat(space.role()).isEqualTo(SpaceRole.OWNER);
        assertThat(ann.personal()).isEqualTo(space);
        assertThat(ann.call(SERVICE.spaces::spaces)).containsExactly(space);
        assertThat(ann.call(() -> SERVICE.spaces.space(space.id().toString()))).isEqualTo(space);
        assertThat(ann.call(() -> SERVICE.spaces.space(space.slug()))).isEqualTo(space);
    }

    @Test
    void aCommitIsListedToldAndReadable() throws Exception {
        var bob = SERVICE.user("bob");
        var space = bob.personal();
        var folder = SERVICE.folder(space.root(), "docs");
        var file = SERVICE.file(folder.node(), "a.txt", "hello");
        var reply = bob.commit(space, folder, file);

        assertThat(reply.before()).isEqualTo(space.cursor());
        assertThat(reply.results()).hasSize(2);
        var node = (Node.File)
                bob.call(() -> SERVICE.nodes.byPath(space.id(), "docs/a.txt")).node();
        assertThat(node.content()).isEqualTo(Service.content("hello"));
        assertThat(node.modified()).isEqualTo(Service.MODIFIED);
        assertThat(bob.names(space, space.root())).containsExactly("docs");

        var delta = bob.call(() -> SERVICE.nodes.changes(space.id(), space.cursor(), 1000));
        assertThat(delta.reset()).isFalse();
        assertThat(delta.more()).isFalse();
        assertThat(delta.cursor()).isEqualTo(reply.cursor());
        assertThat(delta.changes()).extracting(Change::id).containsExactly(folder.node(), file.node());

        var ticketed = bob.call(() -> SERVICE.nodes.ticket(space.id(), node.id(), null));
        var ticket = (Ticket.ForContent) new Tickets(SERVICE.secret, SERVICE.clock).verify(ticketed.ticket());
        assertThat(ticket.fileName()).isEqualTo("a.txt");
        assertThat(ticket.content()).isEqualTo(node.content());

        var event = SERVICE.awaitEvent(space, Event.NodesChanged.class);
        assertThat(event.changes()).isEqualTo(delta.changes());
        assertThat(event.notes()).extracting(Event.Note::path).containsExactly("docs", "docs/a.txt");
        assertThat(event.cursor()).isEqualTo(reply.cursor());
    }

    @Test
    void aNewReaderGetsEverythingAsAReset() {
        var cid = SERVICE.user("cid");
        var space = cid.personal();
        cid.done(space, SERVICE.path("x/y/z.txt", "z"));
        var delta = cid.call(() -> SERVICE.nodes.changes(space.id(), null, 1000));
        assertThat(delta.reset()).isTrue();
        assertThat(delta.more()).isFalse();
        assertThat(delta.changes()).hasSize(4);
        assertThat(delta.changes().getFirst().id()).isEqualTo(space.root());
    }
}
