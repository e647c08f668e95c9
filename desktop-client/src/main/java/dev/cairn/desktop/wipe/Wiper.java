package dev.cairn.desktop.wipe;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SignIn;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.account.WipeOrder;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.fs.RootState;
import dev.cairn.desktop.index.JdbcJournal;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.remote.Http;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wipes an installation whose owner asked for it (ADR 0177). The folders first, then the server is told, then the home forgets everything:
 * whoever dies on the way goes on with the next start, and the server is never told of what was not done. Nothing on the server changes,
 * as there is neither an engine nor a token then.
 */
public final class Wiper {
    private static final Logger LOG = LoggerFactory.getLogger(Wiper.class);

    private final Home home;
    private final HttpClient client;
    private final JsonMapper json;

    public Wiper(Home home, HttpClient client, JsonMapper json) {
        this.home = home;
        this.client = client;
        this.json = json;
    }

    /** Whether this installation is to be wiped; as much of that as is possible now is done when this returns. Needs the home's lock. */
    public boolean wipeIfAsked() throws IOException {
        var order = home.wipe();
        if (order.isEmpty()) {
            return false;
        }
        try {
            var asked = order.get();
            if (!asked.told() && !wipe(asked)) {
                // Told, it heard that it is to be everything.
                home.keepWipe(asked.withUnsent());
                wipe(asked.withUnsent());
            }
            finish();
        } catch (IOException | RuntimeException e) {
            LOG.warn("This device is to be wiped; that goes on with the next start: {}", e.getMessage());
        }
        return true;
    }

    /** Whether that is all that is wanted; {@link IOException} when not all of it is done. */
    private boolean wipe(WipeOrder order) throws IOException {
        int left = 0;
        IOException failure = null;
        for (var folder : home.folders()) {
            try {
                left += wipe(folder, order);
            } catch (IOException e) {
                // The others are wiped all the same.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        var account = home.account();
        boolean all = account.isEmpty()
                || new SignIn(new Http(account.get().server(), client, json, null))
                        .wiped(account.get().refreshToken(), order, left);
        if (all) {
            home.keepWipe(order.asTold());
        }
        return all;
    }

    private void finish() throws IOException {
        for (var folder : home.folders()) {
            Files.deleteIfExists(Path.of(folder.folder()).resolve(LocalFiles.MARKER));
        }
        home.forgetEverything();
        LOG.warn("The owner of this device wanted it to be wiped, and it is");
    }

    /** How many files stay, as the server never had them. */
    private int wipe(SyncedFolder folder, WipeOrder order) throws IOException {
        var root = Path.of(folder.folder());
        if (!Files.exists(home.journal(folder))) {
            // Nothing was synced into it.
            return 0;
        }
        if (!Files.isDirectory(root)) {
            throw new IOException("the folder " + root + " is not there");
        }
        var files = new DiskFiles(root);
        var trees = new Replica(folder.root());
        try (var journal = new JdbcJournal(home.journal(folder), json)) {
            if (!isOurs(files, journal)) {
                throw new IOException(
                        "the folder " + root + " is not the one that was synced; nothing in it is deleted");
            }
            journal.load(trees);
        }
        // What a process that died left of a file somebody wrote is one of the files; the rest of the drafts goes.
        files.sweepDrafts(Instant.MAX);
        var emptied =
                EmptyFolder.empty(files.rootFolder(), order.unsentToo() ? Wiper::delete : new SentFiles(files, trees));
        if (emptied.failed() > 0) {
            throw new IOException(emptied.failed() + " files and folders in " + root + " cannot be deleted");
        }
        return emptied.left();
    }

    private static boolean delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        return true;
    }

    /** As {@code engine.Pairing} finds it: by the mark both carry, or by being the very folder that was marked. */
    private static boolean isOurs(DiskFiles files, JdbcJournal journal) {
        return switch (files.root()) {
            case RootState.Present(String mark) ->
                mark.equals(journal.fact("mark").orElse(null))
                        || mark.equals(journal.fact("markNext").orElse(null));
            case RootState.Absent _ -> {
                var identity = files.identity();
                yield !identity.isEmpty()
                        && Objects.equals(
                                identity, journal.fact("folderIdentity").orElse(null));
            }
        };
    }
}
