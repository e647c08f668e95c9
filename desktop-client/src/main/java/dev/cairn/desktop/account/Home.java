package dev.cairn.desktop.account;

import dev.cairn.desktop.limit.Limits;
import dev.cairn.desktop.proxy.ProxySettings;
import dev.cairn.durable.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client's own directory: who is signed in, which folders are synced, their journals, its status. Readable by its owner
 * only. One process at a time changes it; others may read the status.
 */
public final class Home {
    private static final String ACCOUNT = "account.json";
    private static final String LENT = "access.json";
    private static final String WIPE = "wipe.json";
    private static final String FOLDERS = "folders.json";
    private static final String STATUS = "status.json";
    private static final String IGNORE = "ignore";
    private static final String PAUSE = "pause.json";
    private static final String LIMITS = "limits.json";
    private static final String PROXY = "proxy.json";
    private static final String LOCK = "lock";
    private static final String SELECTION_LOCK = "selection.lock";
    private static final String WINDOW = "window.lock";
    private static final String RAISE = "raise";

    private final Path directory;
    private final JsonMapper json;

    private record Folders(List<SyncedFolder> folders) {}

    /** Makes the directory when it is not there. */
    public Home(Path directory, JsonMapper json) throws IOException {
        this.directory = directory.toAbsolutePath().normalize();
        this.json = json;
        if (!Files.isDirectory(this.directory)) {
            Files.createDirectories(this.directory);
            restrict(this.directory, "rwx------");
        }
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Locks the home for this process until the lock is closed; empty when another process has it. */
    public Optional<AutoCloseable> lock() throws IOException {
        return lock(LOCK);
    }

    /** The right to be the one window of this home, until closed; empty when another has it. */
    public Optional<AutoCloseable> windowLock() throws IOException {
        return lock(WINDOW);
    }

    /** The right to change which folders are wanted, until closed; empty when another has it. A client that runs does not need it. */
    public Optional<AutoCloseable> selectionLock() throws IOException {
        return lock(SELECTION_LOCK);
    }

    /** Asks the window of this home to come to the front. */
    public void raise() throws IOException {
        Files.write(directory.resolve(RAISE), new byte[0]);
    }

    /** Whether somebody asked for that, once. */
    public boolean takeRaise() throws IOException {
        return Files.deleteIfExists(directory.resolve(RAISE));
    }

    private Optional<AutoCloseable> lock(String name) throws IOException {
        var channel = FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // As good as another process.
        }
        channel.close();
        return Optional.empty();
    }

    /** Who is signed in. */
    public Optional<Account> account() throws IOException {
        return read(ACCOUNT, Account.class);
    }

    /** Keeps a sign-in, durably, before this returns. */
    public void keep(Account account) throws IOException {
        write(ACCOUNT, json.writeValueAsBytes(account));
    }

    /** Lets processes that find this home locked use an access token. */
    public void lend(LentToken token) throws IOException {
        write(LENT, json.writeValueAsBytes(token));
    }

    /** What was lent last, if it is not taken back. */
    public Optional<LentToken> lent() throws IOException {
        return read(LENT, LentToken.class);
    }

    /** Keeps, durably, that this installation is to be wiped. */
    public void keepWipe(WipeOrder order) throws IOException {
        write(WIPE, json.writeValueAsBytes(order));
    }

    /** Whether and how it is to be wiped. */
    public Optional<WipeOrder> wipe() throws IOException {
        return read(WIPE, WipeOrder.class);
    }

    /**
     * Deletes everything a client keeps here: journals, lists, settings, the sign-in; at the very end that it was to be wiped. What people
     * wrote stays.
     */
    public void forgetEverything() throws IOException {
        var own = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, "{journal-*,*.json,*.new}")) {
            files.forEach(own::add);
        }
        own.sort(Comparator.comparing(file -> file.endsWith(WIPE) ? 2 : file.endsWith(ACCOUNT) ? 1 : 0));
        for (var file : own) {
            Files.deleteIfExists(file);
        }
    }

    /** Forgets the sign-in. */
    public void forgetAccount() throws IOException {
        Files.deleteIfExists(directory.resolve(LENT));
        Files.deleteIfExists(directory.resolve(ACCOUNT));
    }

    /** The synced folders. */
    public List<SyncedFolder> folders() throws IOException {
        return read(FOLDERS, Folders.class).map(Folders::folders).orElse(List.of());
    }

    /** Keeps the list of synced folders. */
    public void keepFolders(List<SyncedFolder> folders) throws IOException {
        write(FOLDERS, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Folders(folders)));
    }

    /** The journal of a folder. */
    public Path journal(SyncedFolder folder) {
        return directory.resolve("journal-" + folder.id() + ".db");
    }

    /** Tells other processes how things stand; not durable. */
    public void tell(byte[] status) throws IOException {
        var fresh = directory.resolve(STATUS + ".new");
        Files.write(fresh, status);
        Files.move(fresh, directory.resolve(STATUS), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What was told last. */
    public Optional<byte[]> told() throws IOException {
        var file = directory.resolve(STATUS);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Leaves word for whoever syncs the folder, now or next. */
    public void answer(SyncedFolder folder, HoldAnswer answer) throws IOException {
        write(answerFile(folder), json.writeValueAsBytes(answer));
    }

    /** Takes the word that was left, once. */
    public Optional<HoldAnswer> takeAnswer(SyncedFolder folder) throws IOException {
        var answer = read(answerFile(folder), HoldAnswer.class);
        if (answer.isPresent()) {
            Files.delete(directory.resolve(answerFile(folder)));
        }
        return answer;
    }

    /** Nothing is synced for a while, by whoever syncs the folders of this home, now or later. */
    public void pause(PauseUntil until) throws IOException {
        write(PAUSE, json.writeValueAsBytes(until));
    }

    /** It goes on; says whether there was a pause. */
    public boolean resume() throws IOException {
        return Files.deleteIfExists(directory.resolve(PAUSE));
    }

    /** The pause that was asked for last, over or not. */
    public Optional<PauseUntil> paused() throws IOException {
        return read(PAUSE, PauseUntil.class);
    }

    /** Keeps, durably, how fast whoever syncs the folders of this home may send and fetch, now or later. */
    public void keepLimits(Limits limits) throws IOException {
        write(LIMITS, json.writeValueAsBytes(limits));
    }

    /** How fast; none when nobody ever said anything. */
    public Limits limits() throws IOException {
        return read(LIMITS, Limits.class).orElse(Limits.NONE);
    }

    /** Keeps, durably, how the server is reached from this home. */
    public void keepProxy(ProxySettings proxy) throws IOException {
        write(PROXY, json.writeValueAsBytes(proxy));
    }

    /** How; as the system says when nobody ever said anything. */
    public ProxySettings proxy() throws IOException {
        return read(PROXY, ProxySettings.class).orElse(ProxySettings.SYSTEM);
    }

    /** Keeps, durably, which folders of a space are wanted here, for whoever syncs them now or next. */
    public void keepSelection(SyncedFolder folder, Selection selection) throws IOException {
        write(selectionFile(folder), json.writeValueAsBytes(selection));
    }

    /** What was wanted last; empty: nobody ever said anything. */
    public Optional<Selection> selection(SyncedFolder folder) throws IOException {
        return read(selectionFile(folder), Selection.class);
    }

    /** The folder is no longer synced. */
    public void forgetSelection(SyncedFolder folder) throws IOException {
        Files.deleteIfExists(directory.resolve(selectionFile(folder)));
    }

    /** This device's own ignore rules, for all folders: the file {@code ignore}, written by people; empty when there is none. */
    public String ownRules() throws IOException {
        var file = directory.resolve(IGNORE);
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Where they stand, for people. */
    public String ownRulesSource() {
        return directory.resolve(IGNORE).toString();
    }

    private static String selectionFile(SyncedFolder folder) {
        return "selection-" + folder.id() + ".json";
    }

    private static String answerFile(SyncedFolder folder) {
        return "answer-" + folder.id() + ".json";
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        var file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), type));
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        new DurableFile(directory.resolve(name)).write(content);
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (posix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
