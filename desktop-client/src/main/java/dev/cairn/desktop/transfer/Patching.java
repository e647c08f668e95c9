package dev.cairn.desktop.transfer;

import dev.cairn.content.ChunkId;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.PatchMaker;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends only how chunks differ from those the server has, and gives up on a transfer in which that hardly ever pays. Thread-safe; one for
 * each transfer.
 */
final class Patching {
    /** A patch has to save this part of the chunk. What was appended may be most of the last one. */
    private static final int SAVES = 8;

    private final RemoteServer server;
    private final Payoff payoff = new Payoff();

    Patching(RemoteServer server) {
        this.server = server;
    }

    /**
     * Sends what it can as patches.
     *
     * @param chunks those that the server lacks
     * @param bases of some of them a chunk that is much like it
     * @return which it sent; they are durable there
     */
    Set<ChunkId> send(Map<ChunkId, byte[]> chunks, Map<ChunkId, ChunkId> bases) throws IOException {
        var sent = new HashSet<ChunkId>();
        var some = new ArrayList<ChunkPair>();
        for (var chunk : chunks.keySet()) {
            var base = bases.get(chunk);
            if (base != null) {
                some.add(new ChunkPair(chunk, base));
            }
            if (some.size() == ChunkPair.PAIRS_MAX) {
                sendSome(some, chunks, sent);
                some.clear();
            }
        }
        sendSome(some, chunks, sent);
        return sent;
    }

    private void sendSome(List<ChunkPair> pairs, Map<ChunkId, byte[]> chunks, Set<ChunkId> sent) throws IOException {
        if (pairs.isEmpty() || !payoff.isLikely()) {
            return;
        }
        try {
            var bases = new HashSet<ChunkId>();
            pairs.forEach(pair -> bases.add(pair.base()));
            var patches = patches(pairs, chunks, server.sums(bases));
            payoff.count(pairs.size(), patches.size());
            if (!patches.isEmpty()) {
                server.patch(patches);
                patches.forEach(entry -> sent.add(entry.chunks().chunk()));
            }
        } catch (ProblemException e) {
            // Only a shortcut: the other chunk was collected meanwhile, two blocks had the same sums, or the server
            // takes no patches
            // or not now. Then the chunk itself is sent, and what is wrong with that is told then.
            if (e.problem() == Problem.UNAUTHENTICATED) {
                throw e;
            }
            payoff.giveUp();
        }
    }

    private static List<PatchList.Entry> patches(
            List<ChunkPair> pairs, Map<ChunkId, byte[]> chunks, Map<ChunkId, BlockSums> sums) {
        var makers = new HashMap<ChunkId, PatchMaker>();
        var patches = new ArrayList<PatchList.Entry>();
        for (var pair : pairs) {
            var chunk = chunks.get(pair.chunk());
            var known = sums.get(pair.base());
            if (chunk != null && known != null) {
                var maker = makers.computeIfAbsent(pair.base(), _ -> new PatchMaker(known));
                var patch = maker.make(chunk, chunk.length - chunk.length / SAVES);
                if (patch != null) {
                    patches.add(new PatchList.Entry(pair, patch));
                }
            }
        }
        return patches;
    }
}
