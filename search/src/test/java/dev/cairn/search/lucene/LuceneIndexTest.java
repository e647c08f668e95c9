package dev.cairn.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.search.SearchIndex;
import dev.cairn.search.SearchIndexContract;
import dev.cairn.search.SearchUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends SearchIndexContract {
    private static final String RARE = "xylophonquartettprobe";

    @TempDir
    Path folder;

    @Override
    protected SearchIndex open() {
        return LuceneIndex.open(folder);
    }

    @Test
    void noWordOfAnErasedSpaceStaysOnTheDisk() throws IOException {
        put(RARE, RARE);
        index.sync();
        assertThat(filesWith(RARE)).isNotEmpty();
        index.erase(space);
        assertThat(filesWith(RARE)).isEmpty();
    }

    @Test
    void noWordOfARemovedFileStaysOnTheDiskOnceItIsExpunged() throws IOException {
        put("other", "other");
        var file = put(RARE, RARE);
        index.sync();
        index.apply(space, List.of(), List.of(file), mark());
        index.expunge();
        assertThat(filesWith(RARE)).isEmpty();
        assertThat(find("other")).hasSize(1);
    }

    @Test
    void whatIsDamagedOrOfAnotherVersionIsBuiltAnew() throws IOException {
        put("one", "word");
        index.close();
        Files.writeString(folder.resolve(IndexFolder.MARKER), "Cairn search index, version 0\n");
        index = open();
        assertThat(index.marks()).isEmpty();
        put("one", "word");
        index.close();
        try (var files = Files.list(folder.resolve("index"))) {
            for (var file : files.filter(path -> path.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.write(file, new byte[100]);
            }
        }
        index = open();
        assertThat(index.marks()).isEmpty();
        assertThat(find("word")).isEmpty();
    }

    @Test
    void twoDoNotShareAFolder() {
        assertThatThrownBy(this::open).isInstanceOf(SearchUnavailable.class);
    }

    private List<Path> filesWith(String word) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, word))
                    .toList();
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
