package dev.cairn.search.lucene;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.search.FeedMark;
import dev.cairn.search.FileKey;
import dev.cairn.search.FileWords;
import dev.cairn.search.IndexedFile;
import dev.cairn.search.SearchIndex;
import dev.cairn.search.SearchUnavailable;
import dev.cairn.search.TextQuery;
import dev.cairn.search.UnreadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/**
 * The index in a folder, which one process owns at a time. Every file is one document; marks are documents, too, so that a commit of
 * Lucene has changes and mark or neither.
 */
public final class LuceneIndex implements SearchIndex {
    private static final double WRITE_BUFFER_MIB = 24;
    /** A question that takes longer is answered by what was found until then. */
    private static final long QUERY_MILLIS_MAX = 5_000;

    private final Directory directory;
    private final IndexWriter writer;
    private final ReaderManager readers;

    private LuceneIndex(Directory directory) throws IOException {
        this.directory = directory;
        // Erasing must rewrite every part that has a deleted document, not only those with many.
        var merging = new TieredMergePolicy();
        merging.setForceMergeDeletesPctAllowed(0);
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig(new StandardAnalyzer())
                        .setMergePolicy(merging)
                        .setRAMBufferSizeMB(WRITE_BUFFER_MIB));
        readers = new ReaderManager(writer);
    }

    /**
     * Opens the index of this folder. What is there in another version, or damaged, is thrown away.
     *
     * @throws SearchUnavailable when the folder cannot be used, or another process uses it
     */
    public static LuceneIndex open(Path folder) {
        try {
            return new LuceneIndex(IndexFolder.open(folder));
        } catch (IOException e) {
            throw new SearchUnavailable("the search index in " + folder + " cannot be opened", e);
        }
    }

    /** What is done with a view of the index. */
    private interface Look<T> {
        T at(IndexSearcher searcher) throws IOException;
    }

    private interface Write {
        void run() throws IOException;
    }

    @Override
    public Map<SpaceId, FeedMark> marks() {
        return look(searcher -> {
            var marks = new HashMap<SpaceId, FeedMark>();
            for (var leaf : searcher.getIndexReader().leaves()) {
                var terms = leaf.reader().terms(Documents.MARK);
                for (var each = terms == null ? null : terms.iterator(); each != null && each.next() != null; ) {
                    for (var hit :
                            hits(searcher, new Term(Documents.MARK, each.term().utf8ToString()), 1)) {
                        var document = searcher.storedFields().document(hit.doc);
                        marks.put(Documents.markedSpace(document), Documents.mark(document));
                    }
                }
            }
            return marks;
        });
    }

    @Override
    public synchronized void apply(SpaceId space, List<IndexedFile> changed, Collection<FileKey> gone, FeedMark mark) {
        write(() -> {
            for (var file : changed) {
                var read = document(file.key())
                        .filter(known -> Documents.content(known).equals(file.content()))
                        .flatMap(Documents::read);
                writer.updateDocument(Documents.key(file.key()), Documents.of(file, read.orElse(null)));
            }
            writer.deleteDocuments(gone.stream().map(Documents::key).toArray(Term[]::new));
            writer.updateDocument(Documents.mark(space), Documents.of(space, mark));
        });
    }

    @Override
    public synchronized void read(List<FileWords> words) {
        write(() -> {
            // What is written back is the whole document: it must be the newest.
            readers.maybeRefreshBlocking();
            for (var read : words) {
                var known = document(read.key())
                        .filter(document -> Documents.content(document).equals(read.content()));
                if (known.isPresent()) {
                    writer.updateDocument(Documents.key(read.key()), Documents.of(Documents.file(known.get()), read));
                }
            }
        });
    }

    @Override
    public void refresh() {
        write(readers::maybeRefreshBlocking);
    }

    @Override
    public void sync() {
        write(writer::commit);
    }

    @Override
    public synchronized void erase(SpaceId space) {
        write(() -> {
            writer.deleteDocuments(new Term(Documents.SPACE, space.toString()), Documents.mark(space));
        });
        expunge();
    }

    @Override
    public void expunge() {
        write(() -> {
            // Only what is deleted in a commit counts as deleted.
            writer.commit();
            writer.forceMergeDeletes();
            writer.commit();
            // Readers hold files that are deleted until they are closed.
            readers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
        });
    }

    @Override
    public synchronized void clear() {
        write(() -> {
            writer.deleteAll();
            writer.commit();
            readers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
        });
    }

    @Override
    public List<UnreadFile> unread(int limit) {
        return look(searcher -> {
            var unread = new ArrayList<UnreadFile>();
            var latestFirst = new Sort(new SortField(null, SortField.Type.DOC, true));
            for (var hit : searcher.search(new TermQuery(Documents.unread()), limit, latestFirst).scoreDocs) {
                unread.add(Documents.unread(searcher.storedFields().document(hit.doc, Documents.UNREAD_FIELDS)));
            }
            return unread;
        });
    }

    @Override
    public long unreadCount() {
        return look(searcher -> (long) searcher.count(new TermQuery(Documents.unread())));
    }

    @Override
    public List<FileKey> find(TextQuery query) {
        return look(searcher -> {
            searcher.setTimeout(new QueryTimeoutImpl(QUERY_MILLIS_MAX));
            var hits = hits(searcher, Queries.of(query), query.offset() + query.limit());
            var found = new ArrayList<FileKey>();
            for (int i = query.offset(); i < hits.length; i++) {
                found.add(Documents.key(searcher.storedFields().document(hits[i].doc, Documents.KEY_FIELDS)));
            }
            return found;
        });
    }

    @Override
    public Map<FileKey, FileWords> words(Collection<FileKey> files) {
        return look(searcher -> {
            var words = new HashMap<FileKey, FileWords>();
            for (var file : files) {
                document(searcher, file).flatMap(Documents::read).ifPresent(read -> words.put(file, read));
            }
            return words;
        });
    }

    @Override
    public synchronized void close() {
        try (directory;
                writer;
                readers) {
            writer.commit();
        } catch (IOException e) {
            throw new SearchUnavailable("the search index was not closed as it should be", e);
        }
    }

    private Optional<Document> document(FileKey key) {
        return look(searcher -> document(searcher, key));
    }

    private static Optional<Document> document(IndexSearcher searcher, FileKey key) throws IOException {
        var hits = hits(searcher, Documents.key(key), 1);
        return hits.length == 0
                ? Optional.empty()
                : Optional.of(searcher.storedFields().document(hits[0].doc));
    }

    private static ScoreDoc[] hits(IndexSearcher searcher, Term term, int limit) throws IOException {
        return hits(searcher, new TermQuery(term), limit);
    }

    private static ScoreDoc[] hits(IndexSearcher searcher, Query query, int limit) throws IOException {
        return searcher.search(query, limit).scoreDocs;
    }

    private <T> T look(Look<T> look) {
        try {
            var reader = readers.acquire();
            try {
                return look.at(new IndexSearcher(reader));
            } finally {
                readers.release(reader);
            }
        } catch (IOException | AlreadyClosedException e) {
            throw new SearchUnavailable("the search index cannot be read", e);
        }
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException | AlreadyClosedException e) {
            throw new SearchUnavailable("the search index cannot be written", e);
        }
    }
}
