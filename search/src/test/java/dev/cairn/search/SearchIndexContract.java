package dev.cairn.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every index does. */
public abstract class SearchIndexContract {
    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");

    protected final SpaceId space = new SpaceId(UUID.randomUUID());
    private final SpaceId other = new SpaceId(UUID.randomUUID());
    private final NodeId folder = new NodeId(UUID.randomUUID());
    private final AccountId owner = new AccountId(UUID.randomUUID());
    protected SearchIndex index;
    private long sequence;

    /** The index; the same one each time, with what was synced. */
    protected abstract SearchIndex open();

    @BeforeEach
    void openEmpty() {
        index = open();
        index.clear();
    }

    @AfterEach
    void closeIt() {
        index.close();
    }

    @Test
    void findsWhatIsInNamesAndTextsInAnyCase() {
        var report = put("Quarterly_report-2026.PDF", "Turnover rose by a third.");
        var letter = put("letter.txt", "About the TURNOVER of last year, and the report");
        assertThat(find("turnover")).containsExactlyInAnyOrder(report, letter);
        assertThat(find("turnover 2026")).containsExactly(report);
        assertThat(find("report")).startsWith(report).containsExactlyInAnyOrder(report, letter);
        assertThat(find("turnov quart")).containsExactly(report);
        assertThat(find("quarterly_report")).containsExactly(report);
        assertThat(find("turnover dragon")).isEmpty();
        assertThat(find("---")).isEmpty();
    }

    @Test
    void shortWordsStandForThemselvesOnly() {
        var exact = put("a.txt", "we go on");
        put("b.txt", "we are gone");
        assertThat(find("go")).containsExactly(exact);
    }

    @Test
    void wordsOfOtherScriptsAreFound() {
        var text = put("noten.txt", "Größe: Ελλάδα, Привет, 東京都");
        for (var word : List.of("GRÖSSE".replace("SS", "ß"), "gro\u0308ße", "ελλάδα", "привет", "東京")) {
            assertThat(find(word)).as(word).containsExactly(text);
        }
    }

    @Test
    void whatItsWriterAndTheDocumentSayIsFound() {
        var file = file(space, "x.bin", "x");
        index.apply(space, List.of(about(file, "project apollo")), List.of(), mark());
        index.read(List.of(new FileWords(file.key(), file.content(), "Minutes of Tuesday", "")));
        index.refresh();
        assertThat(find("apollo")).containsExactly(file.key());
        assertThat(find("minutes apollo")).containsExactly(file.key());
    }

    @Test
    void aFolderAboveStandsForAWordButNotForAll() {
        var inside = put("plan.txt", "budget");
        var elsewhere = file(space, new NodeId(UUID.randomUUID()), "plan.txt", "budget");
        put(elsewhere, "budget");
        var marsFolder = new QueryWord(List.of("mars"), List.of("mars"), Set.of(folder));
        assertThat(find(List.of(marsFolder, Wording.query("budget")))).containsExactly(inside);
        assertThat(find(List.of(marsFolder))).isEmpty();
    }

    @Test
    void onlyTheSpacesThatAreAskedForAnswer() {
        var mine = put("one.txt", "secret");
        var theirs = file(other, "two.txt", "secret");
        put(theirs, "secret");
        assertThat(find("secret")).containsExactly(mine);
        assertThat(index.find(query(Set.of(space, other), "secret", 0, 10))).hasSize(2);
        assertThat(index.find(query(Set.of(), "secret", 0, 10))).isEmpty();
    }

    @Test
    void conditionsHold() {
        var file = put("one.txt", "word");
        var words = List.of(Wording.query("word"));
        var good = new TextQuery(Set.of(space), words, owner, MONDAY, MONDAY.plusSeconds(1), 4, 4, 0, 10);
        assertThat(index.find(good)).containsExactly(file);
        for (var bad : List.of(
                new TextQuery(Set.of(space), words, new AccountId(UUID.randomUUID()), null, null, 0, 9, 0, 10),
                new TextQuery(Set.of(space), words, null, MONDAY.plusSeconds(1), null, 0, 9, 0, 10),
                new TextQuery(Set.of(space), words, null, null, MONDAY.minusSeconds(1), 0, 9, 0, 10),
                new TextQuery(Set.of(space), words, null, null, null, 5, 9, 0, 10),
                new TextQuery(Set.of(space), words, null, null, null, 0, 3, 0, 10))) {
            assertThat(index.find(bad)).as("%s", bad).isEmpty();
        }
    }

    @Test
    void wordsStayWhenTheFileIsRenamedAndGoWithItsContent() {
        var file = file(space, "before.txt", "first");
        put(file, "elephant");
        var renamed = renamed(file, "after.txt");
        index.apply(space, List.of(renamed), List.of(), mark());
        index.refresh();
        assertThat(find("elephant after")).containsExactly(file.key());
        assertThat(find("before")).isEmpty();
        assertThat(index.unreadCount()).isZero();
        index.apply(space, List.of(file(file.key(), file.parent(), "after.txt", "second")), List.of(), mark());
        index.refresh();
        assertThat(find("elephant")).isEmpty();
        assertThat(index.unread(10)).singleElement().satisfies(unread -> {
            assertThat(unread.key()).isEqualTo(file.key());
            assertThat(unread.content()).isEqualTo(content("second"));
            assertThat(unread.name()).isEqualTo("after.txt");
            assertThat(unread.size()).isEqualTo(6);
        });
    }

    @Test
    void wordsOfAnOlderContentAreNotTaken() {
        var file = file(space, "a.txt", "new");
        index.apply(space, List.of(file), List.of(), mark());
        index.read(List.of(new FileWords(file.key(), content("old"), "", "elephant")));
        index.read(List.of(
                new FileWords(new FileKey(space, new NodeId(UUID.randomUUID())), content("old"), "", "elephant")));
        index.refresh();
        assertThat(find("elephant")).isEmpty();
        assertThat(index.unread(10)).hasSize(1);
    }

    @Test
    void whatIsGoneIsNotFound() {
        var stays = put("one.txt", "word");
        var goes = put("two.txt", "word");
        index.apply(space, List.of(), List.of(goes), mark());
        index.refresh();
        assertThat(find("word")).containsExactly(stays);
        assertThat(index.words(List.of(stays, goes))).containsOnlyKeys(stays);
    }

    @Test
    void answersComeInPages() {
        var all = new ArrayList<FileKey>();
        for (int i = 0; i < 25; i++) {
            all.add(put("file " + i, "word"));
        }
        var found = Stream.of(0, 10, 20)
                .flatMap(offset -> index.find(query(Set.of(space), "word", offset, 10)).stream())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
        assertThat(index.find(query(Set.of(space), "word", 100, 10))).isEmpty();
    }

    @Test
    void whatWasSyncedIsThereWithItsMark() {
        var file = put("one.txt", "word");
        var mark = new FeedMark(7, 1_234_567_890_123L);
        index.apply(space, List.of(), List.of(), mark);
        index.sync();
        index.close();
        index = open();
        assertThat(index.marks()).containsEntry(space, mark);
        assertThat(find("word")).containsExactly(file);
        assertThat(index.words(List.of(file))).containsEntry(file, new FileWords(file, content("word"), "", "word"));
    }

    @Test
    void anErasedSpaceIsGoneWithItsMark() {
        put("one.txt", "word");
        var kept = file(other, "two.txt", "word");
        put(kept, "word");
        index.erase(space);
        assertThat(index.find(query(Set.of(space, other), "word", 0, 10))).containsExactly(kept.key());
        assertThat(index.marks()).containsOnlyKeys(other);
        index.clear();
        assertThat(index.marks()).isEmpty();
        assertThat(index.find(query(Set.of(space, other), "word", 0, 10))).isEmpty();
    }

    /** A file of the space that was read. */
    protected FileKey put(String name, String text) {
        var file = file(space, name, text);
        put(file, text);
        return file.key();
    }

    private void put(IndexedFile file, String text) {
        index.apply(file.key().space(), List.of(file), List.of(), mark());
        index.read(List.of(new FileWords(file.key(), file.content(), "", text)));
        index.refresh();
    }

    protected List<FileKey> find(String words) {
        return index.find(query(Set.of(space), words, 0, 100));
    }

    private List<FileKey> find(List<QueryWord> words) {
        return index.find(TextQuery.of(Set.of(space), words, 0, 100));
    }

    private static TextQuery query(Set<SpaceId> spaces, String words, int offset, int limit) {
        return TextQuery.of(
                spaces, Stream.of(words.split(" ")).map(Wording::query).toList(), offset, limit);
    }

    protected FeedMark mark() {
        return new FeedMark(1, ++sequence);
    }

    private IndexedFile file(SpaceId in, String name, String bytes) {
        return file(in, folder, name, bytes);
    }

    private IndexedFile file(SpaceId in, NodeId parent, String name, String bytes) {
        return file(new FileKey(in, new NodeId(UUID.randomUUID())), parent, name, bytes);
    }

    private IndexedFile file(FileKey key, NodeId parent, String name, String bytes) {
        return new IndexedFile(key, parent, name, owner, content(bytes), bytes.length(), MONDAY, "");
    }

    private static IndexedFile renamed(IndexedFile file, String name) {
        return new IndexedFile(
                file.key(), file.parent(), name, file.owner(), file.content(), file.size(), file.modified(), "");
    }

    private static IndexedFile about(IndexedFile file, String about) {
        return new IndexedFile(
                file.key(),
                file.parent(),
                file.name(),
                file.owner(),
                file.content(),
                file.size(),
                file.modified(),
                about);
    }

    private static ContentId content(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ContentId.of(bytes, 0, bytes.length);
    }
}
