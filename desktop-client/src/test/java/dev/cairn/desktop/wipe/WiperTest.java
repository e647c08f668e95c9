package dev.cairn.desktop.wipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.account.SyncedFolder;
import dev.cairn.desktop.account.WipeOrder;
import dev.cairn.desktop.fs.DiskFiles;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.index.JdbcJournal;
import dev.cairn.desktop.index.JournalEntry;
import dev.cairn.desktop.index.RemoteNode.FileState;
import dev.cairn.desktop.index.Replica;
import dev.cairn.desktop.index.SyncedNode;
import dev.cairn.desktop.remote.Http;
import dev.cairn.desktop.session.ClientJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server has goes; what it never had stays, unless that was said; and the server is told the truth. */
@SuppressWarnings("NullAway.Init")
class WiperTest {
    private static final String SENT = "wipe_sent";
    private static final String EVERYTHING = "wipe_everything";

    @TempDir
    private Path parent;

    private final Ids ids = new Ids(InstantSource.system(), new Random(5));
    private final NodeId rootId = new NodeId(ids.next());
    private final List<String> said = new CopyOnWriteArrayList<>();
    /** The error the server answers with; empty: it hangs up. */
    private volatile String answer = SENT;

    private final HttpClient client = Http.newClient();
    private HttpServer server;
    private Home home;
    private Path root;
    private SyncedFolder folder;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var wiped = body.replaceFirst(".*wiped=([^&]*).*", "$1");
                said.add(URLDecoder.decode(wiped, StandardCharsets.UTF_8));
                if (answer.isEmpty()) {
                    return;
                }
                var reply = ("{\"error\":\"" + answer + "\"}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(400, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        server.start();
        home = new Home(parent.resolve("home"), ClientJson.MAPPER);
        home.keep(new Account(
                URI.create("http://localhost:" + server.getAddress().getPort()), "ann", "laptop", "token", null));
        Files.writeString(home.directory().resolve("ignore"), "*.iso");
        root = Files.createDirectory(parent.resolve("root"));
        folder = new SyncedFolder("f", new SpaceId(ids.next()), rootId, "personal", root.toString());
        home.keepFolders(List.of(folder));
        sync();
    }

    @AfterEach
    void end() {
        client.close();
        server.stop(0);
    }

    /** A folder that was synced, and then was worked in. */
    private void sync() throws IOException {
        var files = new DiskFiles(root);
        files.mark("mark");
        Files.createDirectories(root.resolve("deep"));
        var trees = new Replica(rootId);
        trees.plant();
        for (var name : List.of("agreed", "touched", "moved", "edited")) {
            Files.writeString(root.resolve(name), "bytes of " + name);
            trees.synced().put(synced(files, name));
        }
        try (var journal = new JdbcJournal(home.journal(folder), ClientJson.MAPPER)) {
            var entry = new JournalEntry();
            entry.facts.put("mark", "mark");
            entry.facts.put("folderIdentity", files.identity());
            journal.save(trees, entry);
        }
        Files.setLastModifiedTime(root.resolve("touched"), FileTime.from(Instant.EPOCH));
        Files.move(root.resolve("moved"), root.resolve("deep/moved"));
        Files.writeString(root.resolve("edited"), "edited and not sent");
        Files.writeString(root.resolve("deep/new"), "new and not sent");
        var aside = Files.createDirectories(root.resolve(LocalFiles.WORK_FOLDER).resolve("set-aside"));
        Files.writeString(aside.resolve("somebody's"), "set aside and not sent");
        Files.writeString(root.resolve(LocalFiles.WORK_FOLDER).resolve("draft"), "half of a download");
    }

    private SyncedNode synced(DiskFiles files, String name) throws IOException {
        var bytes = Files.readAllBytes(root.resolve(name));
        var content = new Manifest(List.of(new ChunkRef(ChunkId.of(bytes, 0, bytes.length), bytes.length))).id();
        return new SyncedNode(
                new NodeId(ids.next()),
                rootId,
                name,
                new FileState(new VersionId(ids.next()), content, bytes.length, Instant.EPOCH, false),
                Objects.requireNonNull(files.stat(name)),
                true);
    }

    private void ask(boolean unsentToo) throws IOException {
        home.keepWipe(new WipeOrder(WipeOrder.VERSION, unsentToo, false));
    }

    private boolean wipe() throws IOException {
        return new Wiper(home, client, ClientJson.MAPPER).wipeIfAsked();
    }

    private List<String> left() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static final List<String> UNSENT = List.of(".cairn-tmp/set-aside/somebody's", "deep/new", "edited");

    @Test
    void whatTheServerHasGoesAndWhatItNeverHadStays() throws IOException {
        assertThat(wipe()).isFalse();
        assertThat(left()).hasSize(8);
        ask(false);
        assertThat(wipe()).isTrue();
        assertThat(said).containsExactly("sent 3");
        assertThat(left()).isEqualTo(UNSENT);
        assertThat(root.resolve("edited")).hasContent("edited and not sent");
        assertForgotten();
    }

    @Test
    void everythingGoesWhenThatWasSaid() throws IOException {
        answer = EVERYTHING;
        ask(true);
        assertThat(wipe()).isTrue();
        assertThat(said).containsExactly("everything 0");
        assertThat(root).isEmptyDirectory();
        assertForgotten();
    }

    @Test
    void anOrderThatGrewIsHeardWhenTheDeviceSaysThatItIsDone() throws IOException {
        answer = EVERYTHING;
        ask(false);
        assertThat(wipe()).isTrue();
        assertThat(said).containsExactly("sent 3", "everything 0");
        assertThat(root).isEmptyDirectory();
        assertForgotten();
    }

    @Test
    void aServerThatDoesNotAnswerIsToldLater() throws IOException {
        answer = "";
        ask(false);
        assertThat(wipe()).isTrue();
        assertThat(home.wipe()).isPresent();
        assertThat(home.account()).isPresent();
        assertThat(left()).contains(LocalFiles.MARKER).containsAll(UNSENT);
        answer = SENT;
        said.clear();
        assertThat(wipe()).isTrue();
        assertThat(said).containsExactly("sent 3");
        assertForgotten();
    }

    @Test
    void whoDiedAfterTheServerWasToldFinishes() throws IOException {
        ask(false);
        assertThat(Files.readString(home.directory().resolve("wipe.json")))
                .isEqualTo("{\"version\":1,\"unsentToo\":false,\"told\":false}");
        Files.writeString(home.directory().resolve("wipe.json"), "{\"version\":1,\"unsentToo\":false,\"told\":true}");
        assertThat(wipe()).isTrue();
        assertThat(said).isEmpty();
        assertForgotten();
    }

    @Test
    void aFolderThatIsNotThereOrNotOursIsWaitedForAndTheServerNotTold() throws IOException {
        ask(true);
        answer = EVERYTHING;
        var away = parent.resolve("away");
        Files.move(root, away);
        assertThat(wipe()).isTrue();
        Files.createDirectory(root);
        new DiskFiles(root).mark("another");
        Files.writeString(root.resolve("somebody else's"), "not ours");
        assertThat(wipe()).isTrue();
        assertThat(said).isEmpty();
        assertThat(home.wipe()).isPresent();
        assertThat(root.resolve("somebody else's")).hasContent("not ours");
        Files.move(root, parent.resolve("other"));
        Files.move(away, root);
        assertThat(wipe()).isTrue();
        assertThat(root).isEmptyDirectory();
        assertForgotten();
    }

    @Test
    void aFolderThatIsNotThereHoldsUpNoOther() throws IOException {
        var away = new SyncedFolder(
                "away",
                new SpaceId(ids.next()),
                new NodeId(ids.next()),
                "away",
                parent.resolve("on a disk that is not here").toString());
        home.keepFolders(List.of(away, folder));
        Files.copy(home.journal(folder), home.journal(away));
        ask(false);

        assertThat(wipe()).isTrue();

        assertThat(left()).containsAll(UNSENT).doesNotContain("agreed");
        assertThat(said).isEmpty();
        assertThat(home.wipe()).isPresent();
    }

    @Test
    void whoeverRefusesOnTheWayIsNotTheServer() throws IOException {
        answer = "access_denied";
        ask(false);
        assertThat(wipe()).isTrue();
        assertThat(home.wipe()).isPresent();
        assertThat(home.account()).isPresent();
    }

    private void assertForgotten() throws IOException {
        assertThat(home.directory()).isDirectoryNotContaining(file -> !file.endsWith("ignore"));
        assertThat(wipe()).isFalse();
    }
}
