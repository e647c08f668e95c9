package dev.cairn.web.archive;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.Sessions;
import dev.cairn.web.shell.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files and folders of a space as one download, for whoever is signed in at the browser. */
@RestController
final class ArchiveController {
    private final NodeApi nodes;
    private final Archives archives;
    private final Sessions people;

    ArchiveController(NodeApi nodes, Archives archives, Sessions people) {
        this.nodes = nodes;
        this.archives = archives;
        this.people = people;
    }

    @GetMapping(ArchiveAddress.PATH + "/{space}")
    void archive(
            @PathVariable SpaceId space,
            @RequestParam List<NodeId> node,
            HttpSession session,
            HttpServletResponse response)
            throws IOException {
        if (node.isEmpty() || node.size() > ArchiveAddress.NODES_MAX) {
            throw ProblemException.invalid("node", "An archive is made of 1 to " + ArchiveAddress.NODES_MAX + " nodes");
        }
        var person = people.person(session);
        var chosen = node.stream()
                .map(id -> person.call(() -> nodes.node(space, id)).node())
                .toList();
        archives.send(name(chosen), chosen, new Members(person, space), response);
    }

    private static String name(List<Node> chosen) {
        return chosen.size() == 1 && !chosen.getFirst().name().isEmpty()
                ? chosen.getFirst().name()
                : "Files";
    }

    /** What a member sees. */
    private final class Members implements Shelf {
        private final SignedIn person;
        private final SpaceId space;

        Members(SignedIn person, SpaceId space) {
            this.person = person;
            this.space = space;
        }

        @Override
        public NodePage children(NodeId folder, @Nullable String after) {
            return person.call(() -> nodes.children(space, folder, after, NodeApi.PAGE_MAX));
        }

        @Override
        public Ticketed ticket(NodeId file) {
            return person.call(() -> nodes.ticket(space, file, null));
        }
    }
}
