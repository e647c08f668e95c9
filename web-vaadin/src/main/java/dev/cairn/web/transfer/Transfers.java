package dev.cairn.web.transfer;

import com.vaadin.flow.component.UI;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.web.shell.SignedIn;
import org.jspecify.annotations.Nullable;

/** Uploads and downloads for views. */
public final class Transfers {
    private static final String DOWNLOAD = "const a = document.createElement('a'); a.href = $0; a.download = $1;"
            + " a.setAttribute('router-ignore', ''); document.body.append(a); a.click(); a.remove();";

    private final NodeApi nodes;
    private final UploadPlanner planner;

    Transfers(NodeApi nodes, UploadPlanner planner) {
        this.nodes = nodes;
        this.planner = planner;
    }

    /** The uploads of a page. */
    public Uploads uploads(UI ui, SignedIn signedIn) {
        return Uploads.of(ui, signedIn, planner);
    }

    /** An address the bytes of a file can be read at for some minutes, by whoever knows it. */
    public String address(SignedIn person, SpaceId space, NodeId node, @Nullable VersionId version) {
        var url = person.call(() -> nodes.ticket(space, node, version)).url();
        if (url == null) {
            throw new ProblemException(Problem.INTERNAL, "A file's ticket has an address");
        }
        return url;
    }

    /** Lets the browser download a file, or an old version of it. */
    public void download(SignedIn person, SpaceId space, NodeId node, String name, @Nullable VersionId version) {
        UI.getCurrent().getPage().executeJs(DOWNLOAD, address(person, space, node, version), name);
    }
}
