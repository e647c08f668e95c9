package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.BundleWriter;
import dev.cairn.content.ChunkId;
import dev.cairn.content.Codec;
import dev.cairn.content.ContentId;
import dev.cairn.content.Encoded;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.SearchAdminApi;
import dev.cairn.contracts.metadata.SearchApi;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.contracts.metadata.SearchKind;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.testkit.server.TestPostgres;
import dev.cairn.testkit.time.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search by what is in files: the index fed from the database, and what is told of it. */
class SearchIT {
    @TempDir
    static Path folder;

    private static Service service;
    private static int people;

    private Service.User ann;
    private Space space;

    @BeforeAll
    static void start() {
        service = new Service(TestPostgres.newDatabase(), Map.of("cairn.metadata.search.path", folder.toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Nobody sees what another test made. */
    @BeforeEach
    void newTeam() {
        ann = service.admin("ann" + ++people);
        space = ann.call(() -> service.spaces.create(new NewSpace(SpaceKind.TEAM, "Team", null)));
    }

    @Test
    void aFileIsFoundByItsTextWithThePlaceThatShowsIt() {
        put(space.root(), "letter.txt", "Dear Ben,\nthe turnover rose. <b>Regards</b>");
        var hit = awaitFound(ann, "turnover regards").getFirst();
        assertThat(hit.path()).isEqualTo("letter.txt");
        assertThat(marked(hit)).isEqualTo("Dear Ben, the [turnover] rose. <b>[Regards]</b>");
        assertThat(search(ann, "turnover dragon")).isEmpty();
    }

    @Test
    void namesComeFirstAndNothingComesTwice() {
        put(space.root(), "one.txt", "nothing but a budget");
        put(space.root(), "budget.txt", "a budget, of course");
        Await.until("both to be found", () -> paths(ann, "budget").equals(List.of("budget.txt", "one.txt")));
        assertThat(pages(ann, "budget", 1)).containsExactly("budget.txt", "one.txt");
    }

    @Test
    void foldersAboveCountAlsoAfterTheyMoved() {
        var mars = ann.done(space, service.folder(space.root(), "Mars mission"));
        var deep = ann.done(space, service.folder(mars.id(), "deep"));
        var venus = ann.done(space, service.folder(space.root(), "Venus"));
        put(deep.id(), "plan.txt", "a budget");
        put(space.root(), "other.txt", "a budget");
        awaitPaths("mars budget", "Mars mission/deep/plan.txt");
        awaitPaths("mars/plan", "Mars mission/deep/plan.txt");
        ann.done(space, service.move(deep.id(), venus.id(), "deep"));
        assertThat(paths(ann, "mars budget")).isEmpty();
        assertThat(paths(ann, "venus budget")).containsExactly("Venus/deep/plan.txt");
    }

    @Test
    void nobodyFindsWhatTheyMayNotReadFromTheMomentTheyMayNot() {
        var ben = service.user("ben" + people);
        put(space.root(), "secret.txt", "the turnover");
        awaitPaths("turnover", "secret.txt");
        assertThat(search(ben, "turnover")).isEmpty();
        ann.call(() -> service.spaces.addMember(space.id(), new NewMember("ben" + people, SpaceRole.UPLOADER)));
        assertThat(search(ben, "turnover")).isEmpty();
        ann.call(() -> service.spaces.addMember(space.id(), new NewMember("ben" + people, SpaceRole.VIEWER)));
        assertThat(paths(ben, "turnover")).containsExactly("secret.txt");
        ann.call(() -> {
            service.spaces.removeMember(space.id(), ben.caller.account());
            return true;
        });
        assertThat(search(ben, "turnover")).isEmpty();
        assertThatThrownBy(() -> ben.call(() -> api().search("turnover", space.id(), null, 10)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
    }

    @Test
    void whatIsDeletedIsNotFoundUntilItIsBack() {
        var above = ann.done(space, service.folder(space.root(), "above"));
        put(above.id(), "in.txt", "the turnover");
        awaitPaths("turnover", "above/in.txt");
        ann.applied(space, service.delete(above.id()));
        assertThat(search(ann, "turnover")).isEmpty();
        ann.call(() -> service.nodes.restore(space.id(), above.id()));
        awaitPaths("turnover", "above/in.txt");
    }

    @Test
    void anEditedFileIsFoundByItsNewTextOnly() {
        var file = put(space.root(), "a.txt", "the elephant");
        awaitPaths("elephant", "a.txt");
        ann.done(space, write(file.id(), file, "the dragon"));
        awaitPaths("dragon", "a.txt");
        assertThat(search(ann, "elephant")).isEmpty();
    }

    @Test
    void conditionsHoldForNamesAndTexts() {
        ann.done(space, service.folder(space.root(), "turnover"));
        put(space.root(), "a.txt", "the turnover");
        awaitFound(ann, "turnover a");
        assertThat(paths(search(ann, "turnover", SearchKind.FOLDER, null))).containsExactly("turnover");
        assertThat(paths(search(ann, "turnover", SearchKind.FILE, null))).containsExactly("a.txt");
        assertThat(paths(search(ann, "turnover", null, 12L))).containsExactly("a.txt");
        assertThat(search(ann, "turnover", null, 13L)).isEmpty();
        var owner = ann.caller.account();
        assertThat(ann.call(() -> api().search(
                                        "turnover",
                                        null,
                                        null,
                                        10,
                                        null,
                                        owner,
                                        null,
                                        Service.MODIFIED.plusNanos(1),
                                        0L,
                                        null))
                        .hits())
                .hasSize(1);
        assertThat(ann.call(() -> api().search(
                                        "turnover",
                                        null,
                                        null,
                                        10,
                                        null,
                                        null,
                                        Service.MODIFIED.plusNanos(1),
                                        null,
                                        null,
                                        null))
                        .hits())
                .isEmpty();
        assertThatThrownBy(() -> search(ann, "turnover", null, -1L)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aRebuiltIndexFindsTheSame() {
        put(space.root(), "a.txt", "the turnover");
        awaitPaths("turnover", "a.txt");
        ann.call(() -> service.bean(SearchAdminApi.class).rebuild());
        Await.until(
                "the index to forget",
                () -> search(ann, "turnover").isEmpty()
                        || ann.call(() -> service.bean(SearchAdminApi.class).status())
                                        .unreadFiles()
                                == 0);
        awaitPaths("turnover", "a.txt");
        assertThatThrownBy(() -> service.user("ben" + people)
                        .call(() -> service.bean(SearchAdminApi.class).rebuild()))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void noWordOfADeletedSpaceStays() {
        var file = put(space.root(), "a.txt", "the xylophonquartett");
        awaitPaths("xylophonquartett", "a.txt");
        Await.until("it to be on the disk", () -> {
            service.clock.advance(Duration.ofMinutes(1));
            return onDisk("xylophonquartett");
        });
        ann.applied(space, service.delete(file.id()));
        ann.call(() -> {
            service.spaces.delete(space.id());
            return true;
        });
        Await.until("it to be gone", () -> !onDisk("xylophonquartett"));
    }

    private boolean onDisk(String word) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException | UncheckedIOException e) {
            // Files come and go; look again.
            return true;
        }
    }

    private SearchApi api() {
        return service.bean(SearchApi.class);
    }

    private Node.File put(NodeId parent, String name, String text) {
        var content = store(text);
        return ann.doneFile(
                space,
                new Operation.PutFile(
                        service.operationId(),
                        service.nodeId(),
                        parent,
                        name,
                        null,
                        content,
                        bytes(text).length,
                        Service.MODIFIED,
                        false,
                        null));
    }

    private Operation write(NodeId node, Node.File base, String text) {
        return new Operation.PutFile(
                service.operationId(),
                node,
                node,
                "ignored",
                base.version(),
                store(text),
                bytes(text).length,
                Service.MODIFIED,
                false,
                null);
    }

    private ContentId store(String text) {
        var bytes = bytes(text);
        var chunk = ChunkId.of(bytes, 0, bytes.length);
        var manifest = new Manifest(List.of(new Manifest.ChunkRef(chunk, bytes.length)));
        service.chunks.put(
                space.id(),
                bundle(out -> out.chunk(chunk, new Encoded(Codec.RAW, bytes.length, bytes, 0, bytes.length))));
        service.chunks.putManifests(space.id(), bundle(out -> out.manifest(manifest)));
        return manifest.id();
    }

    private interface Writing {
        void to(BundleWriter out) throws IOException;
    }

    private static byte[] bundle(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = new BundleWriter(bytes);
            writing.to(out);
            out.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<SearchHit> search(Service.User user, String words) {
        return search(user, words, null, null);
    }

    private List<SearchHit> search(Service.User user, String words, @Nullable SearchKind kind, @Nullable Long sizeMin) {
        return user.call(() -> api().search(words, null, null, 10, kind, null, null, null, sizeMin, null))
                .hits();
    }

    private List<String> paths(Service.User user, String words) {
        return paths(search(user, words));
    }

    private static List<String> paths(List<SearchHit> hits) {
        return hits.stream().map(SearchHit::path).toList();
    }

    private List<String> pages(Service.User user, String words, int limit) {
        var found = new ArrayList<String>();
        String after = null;
        do {
            var from = after;
            var page = user.call(() -> api().search(words, null, from, limit));
            found.addAll(paths(page.hits()));
            after = page.next();
        } while (after != null);
        return found;
    }

    private List<SearchHit> awaitFound(Service.User user, String words) {
        Await.until(words + " to be found", () -> !search(user, words).isEmpty());
        return search(user, words);
    }

    private void awaitPaths(String words, String... paths) {
        Await.until(words + " to be found", () -> paths(ann, words).equals(List.of(paths)));
    }

    private static String marked(SearchHit hit) {
        return hit.snippet().stream()
                .map(part -> part.match() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }
}
