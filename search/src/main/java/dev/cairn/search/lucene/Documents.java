package dev.cairn.search.lucene;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.search.FeedMark;
import dev.cairn.search.FileKey;
import dev.cairn.search.FileWords;
import dev.cairn.search.IndexedFile;
import dev.cairn.search.UnreadFile;
import dev.cairn.search.Wording;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/** Files and marks as documents of Lucene (docs/formats.md, "Search index"). Everything is stored: a changed document is written anew. */
final class Documents {
    static final String KEY = "key";
    static final String SPACE = "space";
    static final String PARENT = "parent";
    static final String OWNER = "owner";
    static final String SIZE = "size";
    static final String MODIFIED = "modified";
    static final String NAME_WORDS = "name_words";
    static final String ABOUT = "about";
    static final String TITLE = "title";
    static final String TEXT = "text";
    static final String UNREAD = "unread";
    static final String MARK = "mark";

    private static final String NODE = "node";
    private static final String NAME = "name";
    private static final String CONTENT = "content";
    private static final String EPOCH = "epoch";
    private static final String SEQUENCE = "sequence";

    /** What {@link #unread} reads: not the text of what was read. */
    static final Set<String> UNREAD_FIELDS = Set.of(SPACE, NODE, NAME, CONTENT, SIZE);
    /** What {@link #key(Document)} reads. */
    static final Set<String> KEY_FIELDS = Set.of(SPACE, NODE);

    private Documents() {}

    static Term key(FileKey key) {
        return new Term(KEY, key.space() + "/" + key.node());
    }

    static Term unread() {
        return new Term(UNREAD, "1");
    }

    static FileKey key(Document document) {
        return new FileKey(SpaceId.of(document.get(SPACE)), NodeId.of(document.get(NODE)));
    }

    static ContentId content(Document document) {
        return ContentId.parse(document.get(CONTENT));
    }

    static UnreadFile unread(Document document) {
        return new UnreadFile(
                key(document),
                content(document),
                document.get(NAME),
                document.getField(SIZE).numericValue().longValue());
    }

    /** @param read null when nobody has read it yet */
    static Document of(IndexedFile file, @Nullable FileWords read) {
        var document = new Document();
        document.add(new StringField(KEY, key(file.key()).text(), Store.NO));
        document.add(new StringField(SPACE, file.key().space().toString(), Store.YES));
        document.add(new StoredField(NODE, file.key().node().toString()));
        document.add(new StringField(PARENT, file.parent().toString(), Store.YES));
        document.add(new StoredField(NAME, file.name()));
        document.add(new TextField(NAME_WORDS, Wording.ofName(file.name()), Store.NO));
        if (file.owner() != null) {
            document.add(new StringField(OWNER, file.owner().toString(), Store.YES));
        }
        document.add(new StoredField(CONTENT, file.content().toString()));
        document.add(new LongField(SIZE, file.size(), Store.YES));
        document.add(new LongField(MODIFIED, file.modified().getEpochSecond(), Store.YES));
        document.add(new TextField(ABOUT, file.about(), Store.YES));
        if (read == null) {
            document.add(new StringField(UNREAD, unread().text(), Store.YES));
        } else {
            document.add(new TextField(TITLE, Wording.normal(read.title()), Store.YES));
            document.add(new TextField(TEXT, Wording.normal(read.text()), Store.YES));
        }
        return document;
    }

    /** The file of a document; its time to the second, which is what conditions look at. */
    static IndexedFile file(Document document) {
        var owner = document.get(OWNER);
        return new IndexedFile(
                key(document),
                NodeId.of(document.get(PARENT)),
                document.get(NAME),
                owner == null ? null : new AccountId(UUID.fromString(owner)),
                content(document),
                document.getField(SIZE).numericValue().longValue(),
                Instant.ofEpochSecond(document.getField(MODIFIED).numericValue().longValue()),
                document.get(ABOUT));
    }

    /** What was read in the document's file; empty when nobody has read it. */
    static Optional<FileWords> read(Document document) {
        return document.get(UNREAD) != null
                ? Optional.empty()
                : Optional.of(new FileWords(key(document), content(document), document.get(TITLE), document.get(TEXT)));
    }

    static Term mark(SpaceId space) {
        return new Term(MARK, space.toString());
    }

    static Document of(SpaceId space, FeedMark mark) {
        var document = new Document();
        document.add(new StringField(MARK, space.toString(), Store.YES));
        document.add(new StoredField(EPOCH, mark.epoch()));
        document.add(new StoredField(SEQUENCE, mark.sequence()));
        return document;
    }

    static SpaceId markedSpace(Document document) {
        return SpaceId.of(document.get(MARK));
    }

    static FeedMark mark(Document document) {
        return new FeedMark(
                document.getField(EPOCH).numericValue().longValue(),
                document.getField(SEQUENCE).numericValue().longValue());
    }
}
