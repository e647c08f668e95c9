package dev.cairn.search.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of an index, with a file that says in which version it is. */
final class IndexFolder {
    static final String MARKER = "cairn-search";
    static final String VERSION = "Cairn search index, version 1\n";

    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    private IndexFolder() {}

    /** The folder, ready for a writer: with an index of this version, or empty. */
    static Directory open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var index = folder.resolve("index");
        var marker = folder.resolve(MARKER);
        if (!Files.exists(marker) || !Files.readString(marker).equals(VERSION) || !readable(index)) {
            // Nobody has only this: it is read from the files again. Without its marker it is not ours until it is
            // empty.
            Files.deleteIfExists(marker);
            delete(index);
            Files.createDirectories(index);
            Files.write(marker, VERSION.getBytes(StandardCharsets.UTF_8));
        }
        return FSDirectory.open(index);
    }

    private static boolean readable(Path index) throws IOException {
        try (var directory = FSDirectory.open(index)) {
            if (!DirectoryReader.indexExists(directory)) {
                return true;
            }
            try (var reader = DirectoryReader.open(directory)) {
                return reader.numDocs() >= 0;
            }
        } catch (CorruptIndexException
                | IndexFormatTooNewException
                | IndexFormatTooOldException
                | NoSuchFileException
                | FileNotFoundException
                | EOFException
                | IllegalArgumentException
                | IllegalStateException e) {
            LOG.warn("the search index is damaged or of another version; it is built anew", e);
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
