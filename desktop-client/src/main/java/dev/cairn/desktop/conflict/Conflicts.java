package dev.cairn.desktop.conflict;

import dev.cairn.contracts.metadata.ConflictApi;
import dev.cairn.contracts.metadata.ConflictDetail;
import dev.cairn.contracts.metadata.ConflictPage;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Settlement;
import dev.cairn.contracts.metadata.Settlement.Keep;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server knows of conflicts, and ways to end them. Every call asks the server; an {@link IOException}: nobody answered. */
public final class Conflicts {
    /** Most that are listed of a folder. */
    static final int LISTED_MAX = 100_000;

    private final Http http;

    public Conflicts(Http http) {
        this.http = http;
    }

    /** Those of some folders that nobody has settled, the oldest copies first. */
    public List<OpenConflict> open(List<SyncedFolder> folders) throws IOException {
        var open = new ArrayList<OpenConflict>();
        for (var folder : folders) {
            @Nullable String after = null;
            for (int pages = 0; pages == 0 || after != null; pages++) {
                if (pages == LISTED_MAX / ConflictApi.PAGE_MAX) {
                    break;
                }
                var page = http.get(
                        path(folder) + "?limit=" + ConflictApi.PAGE_MAX + (after == null ? "" : "&after=" + after),
                        ConflictPage.class);
                page.conflicts().forEach(conflict -> open.add(new OpenConflict(folder, conflict)));
                after = page.next();
            }
        }
        return open;
    }

    /** One as it is now, and how much would go with either side; nothing when it is over. */
    public Optional<ConflictDetail> detail(OpenConflict listed) throws IOException {
        try {
            return Optional.of(
                    http.get(path(listed.folder()) + "/" + listed.conflict().id(), ConflictDetail.class));
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Ends a conflict as it was listed: STALE_BASE when somebody wrote to one of the two since, or into a folder that would go.
     *
     * @return what has the name now
     */
    public Node settle(OpenConflict open, Keep keep) throws IOException {
        return settle(open, open.conflict().settlement(keep));
    }

    Node settle(OpenConflict open, Settlement settlement) throws IOException {
        return http.send("POST", path(open.folder()) + "/" + open.conflict().id() + "/settle", settlement, Node.class);
    }

    private static String path(SyncedFolder folder) {
        return "/api/v1/spaces/" + folder.space() + "/conflicts";
    }
}
