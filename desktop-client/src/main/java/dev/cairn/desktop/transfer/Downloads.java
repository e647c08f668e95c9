package dev.cairn.desktop.transfer;

import dev.cairn.content.BundleFrame;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.desktop.fs.DiskTrouble;
import dev.cairn.desktop.fs.Draft;
import dev.cairn.desktop.fs.LocalFiles;
import dev.cairn.desktop.limit.Throttle;
import dev.cairn.desktop.limit.Traffic;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Fetches files into sealed drafts. Every chunk is checked against its id and every manifest against the content's. */
public final class Downloads {
    /** Files up to this size travel many to a request. */
    public static final int SMALL_BYTES_MAX = FetchRequest.INLINE_BYTES_MAX;

    private static final int WINDOW_BYTES = 8 << 20;
    private static final int WINDOWS_IN_FLIGHT_MAX = 3;

    private final LocalFiles files;
    private final RemoteServer server;
    private final Executor fetchers;
    private final Throttle line;

    /**
     * @param fetchers runs the requests of one big file beside its writing; a direct executor makes it sequential
     * @param line what the server is reached through: the slower it is, the less of a big file comes with one request
     */
    public Downloads(LocalFiles files, RemoteServer server, Executor fetchers, Throttle line) {
        this.files = files;
        this.server = server;
        this.fetchers = fetchers;
        this.line = line;
    }

    /** Fetches files of at most {@link #SMALL_BYTES_MAX} bytes, together at most some MiB; what is nearby is not asked for. */
    public List<Outcome> small(List<Wanted> wanted, LocalChunks nearby) throws IOException {
        var contents = new LinkedHashSet<ContentId>();
        var manifests = new HashMap<ContentId, Manifest>();
        var chunks = new HashMap<ChunkId, byte[]>();
        for (var each : wanted) {
            var content = each.file().content();
            var here = manifests.containsKey(content)
                    ? null
                    : nearby.whole(content, each.file().size(), chunks);
            if (here != null) {
                manifests.put(content, here);
            } else if (!manifests.containsKey(content)) {
                contents.add(content);
            }
        }
        if (!contents.isEmpty()) {
            fetch(new FetchRequest(List.copyOf(contents), List.of()), manifests, chunks);
        }
        var outcomes = new ArrayList<Outcome>();
        for (var each : wanted) {
            var manifest = manifests.get(each.file().content());
            outcomes.add(
                    manifest == null
                            ? new Outcome.Failed(each.node(), "the server does not have its content")
                            : write(each, manifest, chunks, nearby));
        }
        return seal(outcomes);
    }

    /** All or none: a failed sync does not tell which of the files it was about. */
    private List<Outcome> seal(List<Outcome> written) {
        var drafts = new ArrayList<Draft>();
        for (var outcome : written) {
            if (outcome instanceof Outcome.Fetched fetched) {
                drafts.add(fetched.draft());
            }
        }
        try {
            files.seal(drafts);
            return written;
        } catch (IOException e) {
            drafts.forEach(Draft::discard);
            return written.stream()
                    .map(outcome ->
                            outcome instanceof Outcome.Fetched fetched ? notWritten(fetched.node(), e) : outcome)
                    .toList();
        }
    }

    private Outcome write(Wanted wanted, Manifest manifest, Map<ChunkId, byte[]> chunks, LocalChunks nearby)
            throws IOException {
        @Nullable Draft draft = null;
        try {
            draft = files.draft("new-" + wanted.node());
            draft.truncate(0);
            for (var piece : manifest.chunks()) {
                var bytes = chunks.get(piece.id());
                if (bytes == null) {
                    bytes = nearby.find(piece);
                }
                if (bytes == null) {
                    draft.discard();
                    return new Outcome.Failed(wanted.node(), "the server did not send all of it");
                }
                draft.append(bytes, 0, bytes.length);
            }
            draft.finish(wanted.file().modified(), wanted.file().executable());
            return new Outcome.Fetched(wanted.node(), wanted.file(), draft, manifest);
        } catch (IOException e) {
            return failed(wanted, draft, e);
        }
    }

    /** Fetches one big file: from what is nearby where possible, going on where an earlier attempt ended. */
    public Outcome big(Wanted wanted, LocalChunks nearby) throws IOException {
        var content = wanted.file().content();
        var manifests = new HashMap<ContentId, Manifest>();
        fetch(new FetchRequest(List.of(content), List.of()), manifests, new HashMap<>());
        var manifest = manifests.get(content);
        if (manifest == null) {
            return new Outcome.Failed(wanted.node(), "the server does not have its content");
        }
        var likes = likes(wanted, manifest);
        @Nullable Draft draft = null;
        try {
            draft = files.draft("part-" + content + "-" + wanted.node());
            int from = resume(draft, manifest);
            if (!fill(draft, manifest, from, nearby, likes)) {
                draft.suspend();
                return new Outcome.Failed(wanted.node(), "the server did not send all of it");
            }
            draft.finish(wanted.file().modified(), wanted.file().executable());
            files.seal(List.of(draft));
            return new Outcome.Fetched(wanted.node(), wanted.file(), draft, manifest);
        } catch (NotHere e) {
            if (draft != null) {
                draft.suspend();
            }
            throw e.getCause() instanceof IOException cause ? cause : e;
        } catch (dev.cairn.contracts.problem.ProblemException e) {
            if (draft != null) {
                draft.suspend();
            }
            throw e;
        } catch (IOException e) {
            return failed(wanted, draft, e);
        }
    }

    /** For chunks of the new version those of the version here that are much like them. */
    private static Map<ChunkId, Manifest.ChunkRef> likes(Wanted wanted, Manifest manifest) {
        var likes = new HashMap<ChunkId, Manifest.ChunkRef>();
        wanted.before().get().map(Likeness::new).ifPresent(likeness -> {
            for (var piece : manifest.chunks()) {
                var like = likeness.next(piece.id(), piece.length());
                if (like != null) {
                    likes.putIfAbsent(piece.id(), like);
                }
            }
        });
        return likes;
    }

    private static Outcome failed(Wanted wanted, @Nullable Draft draft, IOException e) {
        if (draft != null) {
            draft.discard();
        }
        return notWritten(wanted.node(), e);
    }

    private static Outcome notWritten(NodeId node, IOException e) {
        return new Outcome.Failed(node, "cannot be written: " + DiskTrouble.words(e));
    }

    /** Fetching failed, as opposed to writing. */
    private static final class NotHere extends IOException {
        private static final long serialVersionUID = 1L;

        NotHere(IOException cause) {
            super(cause);
        }
    }

    /** How many whole chunks at the draft's beginning are right; the rest is cut off. */
    private static int resume(Draft draft, Manifest manifest) throws IOException {
        long length = draft.length();
        long at = 0;
        int good = 0;
        for (var piece : manifest.chunks()) {
            if (at + piece.length() > length) {
                break;
            }
            var bytes = new byte[piece.length()];
            draft.readFully(at, bytes, 0, bytes.length);
            if (!ChunkId.of(bytes, 0, bytes.length).equals(piece.id())) {
                break;
            }
            at += piece.length();
            good++;
        }
        draft.truncate(at);
        return good;
    }

    private boolean fill(
            Draft draft, Manifest manifest, int from, LocalChunks nearby, Map<ChunkId, Manifest.ChunkRef> likes)
            throws IOException {
        var patched = new Patched(server, nearby, likes);
        var windows = windows(manifest, from, Traffic.body(line, WINDOW_BYTES));
        var fetched = new ArrayList<BigWindow>();
        int next = 0;
        for (int i = 0; i < windows.size(); i++) {
            while (next < windows.size() && next <= i + WINDOWS_IN_FLIGHT_MAX) {
                var window = new BigWindow(windows.get(next++));
                fetched.add(window);
                fetchers.execute(() -> window.run(nearby, patched));
            }
            var window = fetched.get(i);
            window.await();
            for (var piece : window.pieces) {
                var bytes = window.chunks.get(piece.id());
                if (bytes == null) {
                    return false;
                }
                draft.append(bytes, 0, bytes.length);
            }
            window.chunks.clear();
        }
        return true;
    }

    private static List<List<Manifest.ChunkRef>> windows(Manifest manifest, int from, int bytesFull) {
        var windows = new ArrayList<List<Manifest.ChunkRef>>();
        var pieces = manifest.chunks();
        int begin = from;
        long bytes = 0;
        for (int i = from; i < pieces.size(); i++) {
            bytes += pieces.get(i).length();
            if (bytes >= bytesFull || i == pieces.size() - 1) {
                windows.add(pieces.subList(begin, i + 1));
                begin = i + 1;
                bytes = 0;
            }
        }
        return windows;
    }

    private final class BigWindow {
        private final List<Manifest.ChunkRef> pieces;
        private final Map<ChunkId, byte[]> chunks = new HashMap<>();
        private final java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
        private volatile @Nullable Exception failure;

        BigWindow(List<Manifest.ChunkRef> pieces) {
            this.pieces = pieces;
        }

        void run(LocalChunks nearby, Patched patched) {
            try {
                var missing = new LinkedHashSet<ChunkId>();
                for (var piece : pieces) {
                    var bytes = nearby.find(piece);
                    if (bytes == null) {
                        missing.add(piece.id());
                    } else {
                        chunks.put(piece.id(), bytes);
                    }
                }
                missing.removeAll(patched.fetch(missing, chunks));
                if (!missing.isEmpty()) {
                    fetch(new FetchRequest(List.of(), List.copyOf(missing)), new HashMap<>(), chunks);
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            } finally {
                done.countDown();
            }
        }

        void await() throws IOException {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotHere(new IOException("interrupted", e));
            }
            switch (failure) {
                case null -> {}
                case IOException io -> throw new NotHere(io);
                case RuntimeException runtime -> throw runtime;
                case Exception other -> throw new IllegalStateException(other);
            }
        }
    }

    private void fetch(FetchRequest request, Map<ContentId, Manifest> manifests, Map<ChunkId, byte[]> chunks)
            throws IOException {
        server.fetch(request, frame -> {
            switch (frame) {
                case BundleFrame.ManifestFrame found ->
                    manifests.put(found.manifest().id(), found.manifest());
                case BundleFrame.ChunkFrame found -> chunks.put(found.id(), plain(found));
            }
        });
    }

    private static byte[] plain(BundleFrame.ChunkFrame frame) throws IOException {
        try {
            return frame.chunk().plain(frame.id());
        } catch (IllegalArgumentException e) {
            throw new IOException("the server sent damaged bytes: " + e.getMessage(), e);
        }
    }
}
