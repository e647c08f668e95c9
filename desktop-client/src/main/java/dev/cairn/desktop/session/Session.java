package dev.cairn.desktop.session;

import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.PauseUntil;
import dev.cairn.desktop.account.Selection;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.engine.Engine;
import dev.cairn.desktop.engine.EngineSettings;
import dev.cairn.desktop.engine.FolderSync;
import dev.cairn.desktop.limit.Throttle;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.proxy.Route;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.remote.SpaceServer;
import dev.cairn.desktop.session.CannotException.Reason;
import dev.cairn.desktop.wipe.Wiper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of a home, being synced by this process. */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private final Home home;
    private final InstantSource clock = InstantSource.system();
    private final Route route;
    private final HttpClient client;
    private final Traffic traffic;
    private final Http http;
    private final Wiper wiper;
    private String ownRules = "";
    private @Nullable String readRules;
    private Optional<PauseUntil> paused = Optional.empty();
    private final Map<SyncedFolder, Selection> selections = new HashMap<>();
    private final Map<SyncedFolder, FolderSync> folders = new LinkedHashMap<>();

    /** @param watching false for a single pass. {@link CannotException} when nobody is signed in or a folder is not there. */
    public Session(Home home, boolean watching) throws IOException {
        this.home = home;
        this.route = Route.of(home.proxy());
        this.client = Http.newClient(route);
        this.traffic = new Traffic(clock, ZoneId.systemDefault(), Throttle.Ticker.SYSTEM);
        this.wiper = new Wiper(home, client, ClientJson.MAPPER);
        if (wiper.wipeIfAsked()) {
            client.shutdownNow();
            throw new CannotException(
                    Reason.NOBODY,
                    home.wipe().isPresent()
                            ? "the owner of this device wants it to be wiped, and that is not finished; the next start goes on"
                            : "the owner of this device wanted it to be wiped, and it is");
        }
        this.http = SignedIn.http(home, client).held(traffic);
        var account = SignedIn.account(home);
        var listed = home.folders();
        if (listed.isEmpty()) {
            throw new CannotException(
                    Reason.WRONG, "no folder is synced yet; use \"cairn client add --space personal --folder DIR\"");
        }
        var random = new SecureRandom();
        for (var folder : listed) {
            var path = Path.of(folder.folder());
            if (!Files.isDirectory(path)) {
                hear();
                close();
                throw new CannotException(
                        Reason.FOLDER_GONE, "the folder " + path + " is not there; is its disk mounted?");
            }
            folders.put(
                    folder,
                    new FolderSync(
                            path,
                            home.journal(folder),
                            folder.root(),
                            new SpaceServer(http, folder.space(), clock),
                            EngineSettings.standard(account.device(), ZoneId.systemDefault()),
                            watching,
                            clock,
                            random,
                            ClientJson.MAPPER));
        }
    }

    /** A device that cannot sync asks all the same whether it is to be wiped; the next start does it. */
    private void hear() {
        try {
            http.token();
        } catch (IOException | RuntimeException e) {
            LOG.debug("nobody said whether this device is to be wiped", e);
        }
    }

    /** Whether the owner of this device wants it to be wiped. */
    boolean isToBeWiped() throws IOException {
        return home.wipe().isPresent();
    }

    /** Requests of the account. */
    public Http http() {
        return http;
    }

    /** The folders, in the order of the list. */
    public Map<SyncedFolder, FolderSync> folders() {
        return folders;
    }

    /**
     * What somebody said or wrote in another process: about held deletions, a pause, bandwidth, a proxy, what this device ignores and which folders
     * it keeps.
     */
    public void takeWord() throws IOException {
        takeLimits();
        route.use(home.proxy());
        var pause = home.paused();
        if (!pause.equals(paused)) {
            paused = pause;
            folders.values().forEach(sync -> tell(sync.engine(), pause));
        }
        takeRules();
        for (var each : folders.entrySet()) {
            takeSelection(each.getKey(), each.getValue().engine());
        }
        for (var each : folders.entrySet()) {
            var answer = home.takeAnswer(each.getKey());
            answer.ifPresent(said -> each.getValue().engine().answer(said.hold(), said.meant()));
        }
    }

    /** How fast bytes may go. A file that is damaged ends the client, as below. */
    public void takeLimits() throws IOException {
        traffic.limit(home.limits());
    }

    /** Which folders are wanted here. A file that is damaged ends the client: what it said must not be guessed. */
    private void takeSelection(SyncedFolder folder, Engine engine) throws IOException {
        var wanted = home.selection(folder);
        if (wanted.isPresent() && !wanted.get().equals(selections.put(folder, wanted.get()))) {
            engine.select(wanted.get().unselected());
        }
    }

    /**
     * A change counts when it is read twice: an editor that writes the file is not done after its first step, and what is sent because a
     * rule was missing for a moment stays sent.
     */
    private void takeRules() throws IOException {
        String rules;
        try {
            rules = home.ownRules();
        } catch (IOException e) {
            if (readRules == null) {
                throw e;
            }
            LOG.warn("this device's ignore rules cannot be read; the ones before stay in force: {}", e.getMessage());
            return;
        }
        boolean settled = readRules == null || rules.equals(readRules);
        readRules = rules;
        if (settled && !rules.equals(ownRules)) {
            ownRules = rules;
            folders.values().forEach(sync -> sync.engine().ownRules(home.ownRulesSource(), rules));
        }
    }

    private static void tell(Engine engine, Optional<PauseUntil> pause) {
        if (pause.isEmpty()) {
            engine.resume();
        } else {
            var until = pause.get().until();
            engine.pause(until == null ? Instant.MAX : until);
        }
    }

    /** How all folders stand, told to other processes as well. */
    public FolderStatus.All tell(boolean running) throws IOException {
        var account = SignedIn.account(home);
        List<FolderStatus> states = new ArrayList<>();
        folders.forEach((folder, sync) ->
                states.add(FolderStatus.of(folder, sync.engine().status())));
        Instant now = clock.instant();
        var all = new FolderStatus.All(
                1,
                running,
                account.server().toString(),
                account.user(),
                account.device(),
                now,
                states,
                LimitStatus.of(home));
        home.tell(ClientJson.MAPPER.writeValueAsBytes(all));
        return all;
    }

    @Override
    public void close() throws IOException {
        folders.values().forEach(FolderSync::close);
        try {
            // Only now: what an engine wrote after its folder was emptied would stay.
            wiper.wipeIfAsked();
        } finally {
            client.shutdownNow();
        }
    }
}
