package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.Manifest.ChunkRef;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes chunks of a new version from those of the one that is here, and asks only for how they differ. Thread-safe. */
final class Patched {
    private static final Logger LOG = LoggerFactory.getLogger(Patched.class);
    private final RemoteServer server;
    private final LocalChunks here;
    private final Map<ChunkId, ChunkRef> likes;
    private final Payoff payoff = new Payoff();

    /** @param likes for chunks that may be wanted one that may be here and is much like it */
    Patched(RemoteServer server, LocalChunks here, Map<ChunkId, ChunkRef> likes) {
        this.server = server;
        this.here = here;
        this.likes = Map.copyOf(likes);
    }

    /** Puts into {@code chunks} those of the wanted ones that it could make, each checked; says which. */
    Set<ChunkId> fetch(Collection<ChunkId> wanted, Map<ChunkId, byte[]> chunks) throws IOException {
        var made = new HashSet<ChunkId>();
        var some = new ArrayList<ChunkPair>();
        var bases = new HashMap<ChunkId, byte[]>();
        for (var id : wanted) {
            var like = likes.get(id);
            var base = like == null ? null : here.find(like);
            if (like != null && base != null) {
                some.add(new ChunkPair(id, like.id()));
                bases.put(like.id(), base);
            }
            if (some.size() == ChunkPair.PAIRS_MAX) {
                made.addAll(fetchSome(some, bases, chunks));
                some.clear();
                bases.clear();
            }
        }
        made.addAll(fetchSome(some, bases, chunks));
        return made;
    }

    /** Only a shortcut: chunks are fetched whole from a server that has no patches to give, or not now. */
    private List<PatchList.Entry> patches(List<ChunkPair> pairs) throws IOException {
        try {
            return server.patches(pairs);
        } catch (ProblemException e) {
            if (e.problem() == Problem.UNAUTHENTICATED) {
                throw e;
            }
            payoff.giveUp();
            return List.of();
        }
    }

    private Set<ChunkId> fetchSome(List<ChunkPair> pairs, Map<ChunkId, byte[]> bases, Map<ChunkId, byte[]> chunks)
            throws IOException {
        if (pairs.isEmpty() || !payoff.isLikely()) {
            return Set.of();
        }
        var made = new HashSet<ChunkId>();
        for (var entry : patches(pairs)) {
            var base = bases.get(entry.chunks().base());
            if (base != null && pairs.contains(entry.chunks())) {
                try {
                    chunks.put(
                            entry.chunks().chunk(),
                            entry.patch().apply(base, entry.chunks().chunk()));
                    made.add(entry.chunks().chunk());
                } catch (IllegalArgumentException e) {
                    // Two different blocks have the same sums: the chunk itself is fetched then.
                    LOG.info("a patch did not fit: {}", e.getMessage());
                }
            }
        }
        payoff.count(pairs.size(), made.size());
        return made;
    }
}
