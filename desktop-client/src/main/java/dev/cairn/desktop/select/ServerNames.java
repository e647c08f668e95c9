package dev.cairn.desktop.select;

import dev.cairn.contracts.metadata.Change;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.index.JdbcJournal;
import dev.cairn.desktop.index.RemoteNode;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.Tree;
import dev.cairn.desktop.remote.SpaceServer;
import dev.cairn.desktop.session.ClientJson;
import dev.cairn.desktop.session.HomeLock;
import dev.cairn.desktop.session.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a space holds: as the client saw it last, or, before its first sync, as the server says. */
public final class ServerNames {
    private ServerNames() {}

    /** {@link dev.cairn.desktop.session.CannotException} when the server has to be asked and a client runs, or nobody is signed in. */
    public static Tree<RemoteNode> of(Home home, SyncedFolder folder) throws IOException {
        var trees = new Replica(folder.root());
        if (Files.exists(home.journal(folder))) {
            try (var journal = new JdbcJournal(home.journal(folder), ClientJson.MAPPER)) {
                journal.load(trees);
                // Written in one save with all that was pulled up to there, never with a part of it.
                if (journal.fact("cursor").isPresent()) {
                    return trees.remote();
                }
            }
        }
        try (var _ = HomeLock.of(home);
                var client = SignedIn.client(home)) {
            pull(new SpaceServer(SignedIn.http(home, client), folder.space(), InstantSource.system()), trees.remote());
        }
        return trees.remote();
    }

    private static void pull(SpaceServer server, Tree<RemoteNode> into) throws IOException {
        @Nullable String cursor = null;
        for (boolean more = true; more; ) {
            var page = server.delta(cursor);
            if (page.reset()) {
                into.clear();
            }
            for (var change : page.changes()) {
                if (change instanceof Change.Upserted upserted) {
                    into.put(RemoteNode.of(upserted.node()));
                } else {
                    into.removeSubtree(change.id());
                }
            }
            cursor = page.cursor();
            more = page.more();
        }
    }
}
