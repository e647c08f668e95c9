package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Chunker;
import dev.cairn.content.Manifest;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.Kind;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.limit.Throttle;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads files, cuts them and makes sure the server has their chunks. A file that changes while it is read yields
 * {@link Outcome.Changed}: what was sent of it is garbage for the server to collect.
 */
public final class Uploads {
    /** Of a file this large only what differs from its last version travels. */
    public static final int ALIKE_BYTES_MIN = Likeness.BYTES_MIN;

    private static final int WINDOWS_IN_FLIGHT_MAX = 3;

    private final LocalFiles files;
    private final RemoteServer server;
    private final Executor senders;
    private final Throttle line;

    /**
     * @param senders runs the requests of one transfer beside the reading; a direct executor makes it sequential
     * @param line what the server is reached through: the slower it is, the less goes with one request
     */
    public Uploads(LocalFiles files, RemoteServer server, Executor senders, Throttle line) {
        this.files = files;
        this.server = server;
        this.senders = senders;
        this.line = line;
    }

    /** Finds out what the bytes are, and sends nothing. */
    public List<Outcome> look(List<Source> sources) {
        var outcomes = new ArrayList<Outcome>();
        var chunker = new Chunker();
        for (var source : sources) {
            try {
                outcomes.add(read(source, chunker, (id, bytes, offset, length, base) -> {}));
            } catch (IOException e) {
                throw new IllegalStateException("a look sends nothing", e);
            }
        }
        return outcomes;
    }

    /** Sends files. An {@link IOException} or a problem of the server ends the whole transfer; nothing is lost by it. */
    public List<Outcome> send(List<Source> sources) throws IOException {
        var flight = new Flight(senders, WINDOWS_IN_FLIGHT_MAX);
        var sink = new Windows(flight);
        var outcomes = new ArrayList<Outcome>();
        var chunker = new Chunker();
        try {
            for (var source : sources) {
                outcomes.add(read(source, chunker, sink));
            }
            sink.flush();
        } finally {
            flight.await();
        }
        return outcomes;
    }

    private interface PieceSink {
        /** @param base a chunk that the server may have and that is much like it */
        void piece(ChunkId id, byte[] bytes, int offset, int length, @Nullable ChunkId base) throws IOException;
    }

    private static final class SendFailed extends IOException {
        private static final long serialVersionUID = 1L;

        SendFailed(IOException cause) {
            super(cause);
        }
    }

    private Outcome read(Source source, Chunker chunker, PieceSink sink) throws IOException {
        try (var file = files.open(source.path())) {
            var before = file.stamp();
            if (before.kind() != Kind.FILE) {
                return new Outcome.Changed(source.node());
            }
            var pieces = new ArrayList<ChunkRef>();
            var likeness = before.size() < Likeness.BYTES_MIN
                    ? null
                    : source.before().get().map(Likeness::new).orElse(null);
            dev.cairn.content.ChunkSink cutter = (bytes, offset, length) -> {
                var id = ChunkId.of(bytes, offset, length);
                pieces.add(new ChunkRef(id, length));
                try {
                    var like = likeness == null ? null : likeness.next(id, length);
                    sink.piece(id, bytes, offset, length, like == null ? null : like.id());
                } catch (IOException e) {
                    throw new SendFailed(e);
                }
            };
            chunker.reset();
            chunker.pushAll(file, cutter);
            chunker.finish(cutter);
            var manifest = new Manifest(pieces);
            return before.sameAs(file.stamp()) && manifest.size() == before.size()
                    ? new Outcome.Read(source.node(), before, manifest)
                    : new Outcome.Changed(source.node());
        } catch (SendFailed e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        } catch (NoSuchFileException | dev.cairn.desktop.fs.TargetChangedException e) {
            return new Outcome.Changed(source.node());
        } catch (IOException e) {
            return new Outcome.Failed(source.node(), "cannot be read: " + DiskTrouble.words(e));
        }
    }

    private final class Windows implements PieceSink {
        private final Flight flight;
        private final Patching patching = new Patching(server);
        private ChunkWindow window = fresh();

        Windows(Flight flight) {
            this.flight = flight;
        }

        @Override
        public void piece(ChunkId id, byte[] bytes, int offset, int length, @Nullable ChunkId base) throws IOException {
            window.add(id, bytes, offset, length, base);
            if (window.isFull()) {
                flush();
            }
        }

        private ChunkWindow fresh() {
            return new ChunkWindow(Traffic.body(line, ChunkWindow.BYTES_FULL));
        }

        void flush() throws IOException {
            if (!window.isEmpty()) {
                var full = window;
                window = fresh();
                flight.start(() -> full.offer(server, patching));
            }
        }
    }
}
