package dev.cairn.metadata.version;

import dev.cairn.contracts.event.Event;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.metadata.Version;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.metadata.node.Nodes;
import dev.cairn.metadata.node.Tree;
import dev.cairn.metadata.node.TreeEdits;
import dev.cairn.metadata.node.VersionRow;
import dev.cairn.metadata.space.SpaceEntry;
import dev.cairn.metadata.space.SpaceGate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file was before. */
public final class Versions {
    private final SpaceGate gate;
    private final Nodes nodes;
    private final TreeEdits edits;
    private final JdbcVersions versions;
    private final Downloads downloads;
    private final Ids ids;

    Versions(SpaceGate gate, Nodes nodes, TreeEdits edits, JdbcVersions versions, Downloads downloads, Ids ids) {
        this.gate = gate;
        this.nodes = nodes;
        this.edits = edits;
        this.versions = versions;
        this.downloads = downloads;
        this.ids = ids;
    }

    /** Newest first. Needs the VIEWER role. */
    public List<Version> of(SpaceId space, NodeId node) {
        gate.enter(space, SpaceRole.VIEWER);
        body(nodes.find(space, node).row());
        return versions.of(space, node, NodeApi.PAGE_MAX).stream()
                .map(Versions::view)
                .toList();
    }

    /** The right to download the newest or another version. Needs the VIEWER role. */
    public Ticketed ticket(SpaceId space, NodeId node, @Nullable VersionId version) {
        gate.enter(space, SpaceRole.VIEWER);
        var row = nodes.find(space, node).row();
        var body = body(row);
        if (version != null && !version.equals(body.version())) {
            body = existing(space, node, version).body();
        }
        return downloads.ticket(space, body, row.name());
    }

    /** Makes a version the newest again, as a new one. Needs the EDITOR role. */
    public Node restore(SpaceId space, NodeId node, VersionId version) {
        return edits.edit(space, SpaceRole.EDITOR, tree -> restore(tree, node, version))
                .view();
    }

    private NodeRow restore(Tree tree, NodeId node, VersionId version) {
        var row = tree.live(node);
        if (row == null) {
            throw ProblemException.notFound("The node");
        }
        if (version.equals(body(row).version())) {
            return row;
        }
        var old = existing(tree.access().space().id(), node, version);
        tree.quota().require(old.body().size());
        var body = new NodeRow.Body(
                new VersionId(ids.next()),
                old.body().content(),
                old.body().size(),
                old.body().executable(),
                old.body().attributes());
        var restored = tree.putVersion(row.with(old.modified(), body));
        tree.note(Event.Action.RESTORED, restored);
        return restored;
    }

    /** Names a version, or takes its name away (null). Needs the EDITOR role. */
    public Version name(SpaceId space, NodeId node, VersionId version, @Nullable String name) {
        if (name != null) {
            checkName(name);
        }
        return view(edits.edit(space, SpaceRole.EDITOR, tree -> {
            if (tree.live(node) == null || !versions.name(space, node, version, name)) {
                throw ProblemException.notFound("The version");
            }
            return existing(space, node, version);
        }));
    }

    private static void checkName(String name) {
        if (name.isBlank()
                || name.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(name)
                || Names.utf8(name).length > Names.BYTES_MAX) {
            throw new ProblemException(
                    Problem.INVALID_NAME,
                    "A version's name has 1 to " + Names.BYTES_MAX + " bytes of UTF-8 without control characters",
                    Map.of("field", "name"));
        }
    }

    /**
     * Versions of all files of a space, behind a mark: from the last file to the first, of each from the newest to the oldest. Asks for
     * no role.
     */
    public List<KeptVersion> behind(SpaceId space, KeptVersion.Mark mark, int limit) {
        return versions.behind(space, mark, limit);
    }

    /**
     * Removes those of these versions that are neither named nor the newest of their file, and takes them off the space's usage. Part
     * of the caller's transaction, which holds {@code space}. Asks for no role.
     *
     * @return how many are gone
     */
    public int remove(SpaceEntry space, List<KeptVersion.Mark> superfluous) {
        var removed = versions.remove(space.id(), superfluous);
        gate.write(space.without(0, removed.bytes()));
        return removed.versions();
    }

    private VersionRow existing(SpaceId space, NodeId node, VersionId version) {
        return versions.find(space, node, version).orElseThrow(() -> ProblemException.notFound("The version"));
    }

    private static NodeRow.Body body(NodeRow row) {
        if (row.body() == null) {
            throw ProblemException.invalid("node", "This is a folder; only files have versions");
        }
        return row.body();
    }

    private static Version view(VersionRow row) {
        return new Version(
                row.body().version(),
                row.body().content(),
                row.body().size(),
                row.modified(),
                row.created(),
                row.author(),
                row.authorName(),
                row.name());
    }
}
