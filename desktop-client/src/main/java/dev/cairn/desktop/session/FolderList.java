package dev.cairn.desktop.session;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.CannotException.Reason;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;

/** Which folders of this device are kept equal with which spaces. Changing that needs the lock of the home. */
public final class FolderList {
    private final Home home;

    public FolderList(Home home) {
        this.home = home;
    }

    /**
     * Keeps a folder equal with a space from now on; both may hold files, which are merged.
     *
     * @param space {@code personal}, or a space's slug or id
     * @param folder made when it is not there
     */
    public SyncedFolder add(Http http, String space, Path folder) throws IOException {
        var found = http.get("/api/v1/spaces/" + URLEncoder.encode(space, StandardCharsets.UTF_8), Space.class);
        var path = Files.createDirectories(folder).toRealPath();
        check(path);
        var added =
                new SyncedFolder(UUID.randomUUID().toString(), found.id(), found.root(), found.name(), path.toString());
        var folders = new ArrayList<>(home.folders());
        folders.add(added);
        home.keepFolders(folders);
        return added;
    }

    private void check(Path path) throws IOException {
        if (home.directory().startsWith(path)) {
            throw new CannotException(Reason.WRONG, "the client's home " + home.directory() + " lies in this folder");
        }
        for (var other : home.folders()) {
            var there = Path.of(other.folder());
            if (there.startsWith(path) || path.startsWith(there)) {
                throw new CannotException(
                        Reason.WRONG, "the folder " + there + " is synced already; folders cannot overlap");
            }
        }
    }

    /** Stops syncing a folder; its files stay, here and on the server. Returns its full path. */
    public String remove(Path folder) throws IOException {
        var path = (Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath()).toString();
        var folders = new ArrayList<>(home.folders());
        var gone = folders.stream()
                .filter(each -> each.folder().equals(path))
                .findFirst()
                .orElseThrow(() -> new CannotException(Reason.WRONG, path + " is not synced"));
        folders.remove(gone);
        home.keepFolders(folders);
        home.forgetSelection(gone);
        for (var suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(home.journal(gone) + suffix));
        }
        return path;
    }
}
