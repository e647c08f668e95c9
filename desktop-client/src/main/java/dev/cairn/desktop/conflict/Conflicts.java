package dev.cairn.desktop.conflict;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictPage;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.metadata.Ticketed;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.merge.TextMerge;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.remote.SpaceServer;
import dev.cairn.desktop.transfer.WholeContent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the server knows of conflicts, and ways to end them. Every call asks the server; an {@link IOException}: nobody answered. */
public final class Conflicts {
    private static final int LISTED_MAX = 100_000;

    private final Http http;
    private final InstantSource clock;
    private final Ids ids;

    public Conflicts(Http http, InstantSource clock, RandomGenerator random) {
        this.http = http;
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    /** Those of some folders that nobody has settled, the oldest copies first. */
    public List<OpenConflict> open(List<SyncedFolder> folders) throws IOException {
        var open = new ArrayList<OpenConflict>();
        for (var folder : folders) {
            @Nullable String after = null;
            do {
                var page = http.get(
                        path(folder.space()) + "?limit=" + ConflictApi.PAGE_MAX
                                + (after == null ? "" : "&after=" + after),
                        ConflictPage.class);
                page.conflicts().forEach(conflict -> open.add(new OpenConflict(folder, conflict)));
                after = page.next();
            } while (after != null && open.size() < LISTED_MAX);
        }
        return open;
    }

    /**
     * Ends a conflict as it was listed: STALE_BASE when somebody wrote to one of the two since.
     *
     * @return what has the name now
     */
    public Node settle(OpenConflict open, Keep keep) throws IOException {
        var conflict = open.conflict();
        return settle(open, new Settlement(keep, version(conflict.copy()), version(conflict.original())));
    }

    private Node settle(OpenConflict open, Settlement settlement) throws IOException {
        return http.send(
                "POST", path(open.folder().space()) + "/" + open.conflict().id() + "/settle", settlement, Node.class);
    }

    private static @Nullable VersionId version(Node node) {
        return node instanceof Node.File file ? file.version() : null;
    }

    /**
     * Merges the two texts of a conflict, against the version both began with. When they go together the result is the newest version of
     * the original and the conflict is over; else nothing has changed.
     */
    public TextMerge.Outcome merge(OpenConflict open) throws IOException {
        var conflict = open.conflict();
        var base = conflict.base();
        if (!(conflict.copy() instanceof Node.File copy) || !(conflict.original() instanceof Node.File original)) {
            return new TextMerge.Refused("a folder cannot be merged");
        }
        if (base == null) {
            return new TextMerge.Refused("there is no version that both began with");
        }
        if (Math.max(copy.size(), original.size()) > TextMerge.BYTES_MAX) {
            return new TextMerge.Refused("texts of more than " + (TextMerge.BYTES_MAX >> 20) + " MiB are not merged");
        }
        var space = open.folder().space();
        byte[] began;
        try {
            began = bytes(space, original.id(), base);
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return new TextMerge.Refused("the version that both began with is not kept any more");
            }
            throw e;
        }
        var outcome = TextMerge.merge(
                began, bytes(space, copy.id(), copy.version()), bytes(space, original.id(), original.version()));
        if (outcome instanceof TextMerge.Merged merged) {
            var version = put(space, original, merged.bytes());
            settle(open, new Settlement(Keep.ORIGINAL, copy.version(), version));
        }
        return outcome;
    }

    private byte[] bytes(SpaceId space, NodeId node, VersionId version) throws IOException {
        var ticket =
                http.post("/api/v1/spaces/" + space + "/nodes/" + node + "/ticket?version=" + version, Ticketed.class);
        return http.download(
                Objects.requireNonNull(ticket.url(), "a ticket for a content has an address"), TextMerge.BYTES_MAX + 1);
    }

    private VersionId put(SpaceId space, Node.File original, byte[] bytes) throws IOException {
        var server = new SpaceServer(http, space, clock);
        var manifest = WholeContent.send(server, bytes);
        var put = new Operation.PutFile(
                new OperationId(ids.next()),
                original.id(),
                Objects.requireNonNull(original.parent()),
                original.name(),
                original.version(),
                manifest.id(),
                bytes.length,
                clock.instant(),
                original.executable(),
                null);
        var reply = server.commit(new CommitRequest(WholeContent.bundle(manifest), List.of(put)));
        return switch (reply.results().getFirst()) {
            case OperationResult.Applied applied ->
                ((Node.File) Objects.requireNonNull(applied.node(), "a file that was put is there")).version();
            case OperationResult.Rejected rejected -> throw new ProblemException(rejected.problem(), rejected.detail());
        };
    }

    private static String path(SpaceId space) {
        return "/api/v1/spaces/" + space + "/conflicts";
    }
}
