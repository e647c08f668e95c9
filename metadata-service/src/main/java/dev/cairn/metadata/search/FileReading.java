package dev.cairn.metadata.search;

import dev.cairn.contracts.background.Background;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.search.FileWords;
import dev.cairn.search.SearchIndex;
import dev.cairn.search.SearchUnavailable;
import dev.cairn.search.UnreadFile;
import dev.cairn.search.text.DocumentParser;
import dev.cairn.search.text.Extracted;
import dev.cairn.search.text.FileForm;
import dev.cairn.search.text.PlainText;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files whose words the index does not have, one after the other on one thread, the latest first. What is unread is known to
 * the index, so this forgets nothing when it dies.
 */
final class FileReading {
    private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration UNAVAILABLE_PAUSE = Duration.ofSeconds(10);
    /** Turns without anything to do until the parsers give their memory back. */
    private static final int IDLE_TURNS_MAX = 30;
    /** Files whose words are held until the index gets them. */
    private static final int BATCH = 32;
    /** A text of so many characters has at most so many bytes for each. */
    private static final int BYTES_PER_CHAR = 3;
    /** A file that cannot be read for a reason of its own counts as one without text then; until the index is rebuilt. */
    private static final int ATTEMPTS_MAX = 3;
    /** Files of which a failed attempt is remembered. */
    private static final int FAILED_MAX = 1_000;

    private final Supplier<Optional<SearchIndex>> index;
    private final Supplier<ChunkApi> chunks;
    private final DocumentParser parser;
    private final Ring unread;
    private final SearchProperties properties;
    private final Map<UnreadFile, Integer> failed = new HashMap<>();
    final LongAdder read = new LongAdder();
    final LongAdder givenUp = new LongAdder();
    private int idle;

    FileReading(
            Supplier<Optional<SearchIndex>> index,
            Supplier<ChunkApi> chunks,
            DocumentParser parser,
            Ring unread,
            SearchProperties properties) {
        this.index = index;
        this.chunks = chunks;
        this.parser = parser;
        this.unread = unread;
        this.properties = properties;
    }

    /** One turn of the reading thread; nobody else calls it. */
    Duration turn(Background.Stop stop) {
        try {
            var open = index.get();
            if (open.isPresent() && read(open.get(), stop)) {
                idle = 0;
                return Duration.ZERO;
            }
        } catch (SearchUnavailable e) {
            // The feed says so.
            return UNAVAILABLE_PAUSE;
        } catch (NotNow e) {
            LOG.warn("texts of files cannot be read now; they wait", e);
            return UNAVAILABLE_PAUSE;
        }
        if (++idle == IDLE_TURNS_MAX) {
            parser.rest();
        }
        unread.await(REST);
        return Duration.ZERO;
    }

    /** Something that every file needs is away. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow(Throwable cause) {
            super(cause);
        }
    }

    /** Whether something was read. */
    private boolean read(SearchIndex open, Background.Stop stop) throws NotNow {
        var files = open.unread(BATCH);
        var words = new ArrayList<FileWords>();
        NotNow last = null;
        try {
            for (var file : files) {
                if (stop.isRequested()) {
                    break;
                }
                try {
                    words(file).ifPresent(words::add);
                } catch (NotNow e) {
                    // Of the others some may be readable: plain text needs no parser, and another file lies elsewhere.
                    last = e;
                }
            }
        } finally {
            if (!words.isEmpty()) {
                open.read(words);
                open.refresh();
                read.add(words.size());
            }
        }
        if (words.isEmpty() && last != null) {
            throw last;
        }
        return !words.isEmpty();
    }

    /** Empty: it stays unread, and the others go on. */
    private Optional<FileWords> words(UnreadFile file) throws NotNow {
        try {
            var extracted = extracted(file);
            failed.remove(file);
            return Optional.of(new FileWords(file.key(), file.content(), extracted.title(), extracted.text()));
        } catch (DocumentParser.Unavailable e) {
            throw new NotNow(e);
        } catch (RuntimeException e) {
            if (e instanceof ProblemException problem && problem.problem() == Problem.UNAVAILABLE) {
                throw new NotNow(e);
            }
            if (failed.merge(file, 1, Integer::sum) < ATTEMPTS_MAX && failed.size() < FAILED_MAX) {
                return Optional.empty();
            }
            failed.remove(file);
            givenUp.increment();
            LOG.warn(
                    "file {} cannot be read; it is found by its name only",
                    file.key().node(),
                    e);
            return Optional.of(new FileWords(file.key(), file.content(), "", ""));
        }
    }

    private Extracted extracted(UnreadFile file) throws DocumentParser.Unavailable {
        if (file.size() == 0) {
            return Extracted.NOTHING;
        }
        var head = bytes(file, FileForm.HEAD_BYTES);
        return switch (FileForm.of(file.name(), head)) {
            case NONE -> Extracted.NOTHING;
            case PLAIN -> plain(file, head);
            case DOCUMENT ->
                file.size() > properties.documentMax().toBytes()
                        ? Extracted.NOTHING
                        : parser.parse(file.name(), bytes(file, file.size()));
        };
    }

    private Extracted plain(UnreadFile file, byte[] head) {
        long enough = (long) BYTES_PER_CHAR * properties.textMax();
        var text = PlainText.decode(file.size() <= head.length ? head : bytes(file, enough));
        return new Extracted("", text.substring(0, Math.min(text.length(), properties.textMax())));
    }

    private byte[] bytes(UnreadFile file, long most) {
        long length = Math.min(file.size(), most);
        var bytes = new ByteArrayOutputStream(Math.toIntExact(length));
        while (bytes.size() < length) {
            int piece = (int) Math.min(ChunkApi.READ_MAX, length - bytes.size());
            bytes.writeBytes(chunks.get().read(file.key().space(), file.content(), bytes.size(), piece));
        }
        return bytes.toByteArray();
    }
}
