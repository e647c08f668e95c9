package dev.cairn.web.transfer;

import com.vaadin.flow.component.UI;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.SignedIn;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Uploads and downloads for views. */
public final class Transfers {
    /** The anchor is never in the document: an open dialog would take the click for one outside of it, and close. */
    private static final String DOWNLOAD =
            "const a = document.createElement('a'); a.href = $0; a.download = $1; a.click();";

    private final NodeApi nodes;
    private final UploadPlanner planner;
    private final InstantSource clock;

    Transfers(NodeApi nodes, UploadPlanner planner, InstantSource clock) {
        this.nodes = nodes;
        this.planner = planner;
        this.clock = clock;
    }

    /** The uploads of a page. */
    public Uploads uploads(UI ui, SignedIn signedIn) {
        return Uploads.of(ui, signedIn, planner, clock);
    }

    /** An address the bytes of a file can be read at for some minutes, by whoever knows it. */
    public String address(SignedIn person, SpaceId space, NodeId node, @Nullable VersionId version) {
        var url = person.call(() -> nodes.ticket(space, node, version)).url();
        if (url == null) {
            throw new ProblemException(Problem.INTERNAL, "A file's ticket has an address");
        }
        return url;
    }

    /** Lets the browser download what is at an address, which names it. */
    public void download(String address) {
        UI.getCurrent().getPage().executeJs(DOWNLOAD, address, "");
    }

    /** Lets the browser download a file, or an old version of it. */
    public void download(SignedIn person, SpaceId space, NodeId node, String name, @Nullable VersionId version) {
        UI.getCurrent().getPage().executeJs(DOWNLOAD, address(person, space, node, version), name);
    }
}
