package dev.cairn.desktop.engine;

import dev.cairn.content.BundleReader;
import dev.cairn.content.ChunkId;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.remote.RemoteServer;
import dev.cairn.testkit.fake.FakeChunkStore;
import dev.cairn.testkit.fake.FakeDeviceUploads;
import dev.cairn.testkit.fake.FakeTree;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server's logic behind a network that loses requests and replies. */
final class SimServer implements RemoteServer {
    private final FakeTree tree;
    private final FakeChunkStore chunks;
    private final FakeDeviceUploads uploads;
    private final Caller caller;
    private final SpaceId space;
    private final Random random;
    final Set<ContentId> named = new HashSet<>();

    /** Frames that travelled either way since the test last looked. */
    int fetched;

    int sent;

    /** Chunks of which only the difference travelled. */
    int patched;

    /** Chunks for which there is no room in the space. */
    final Set<ChunkId> refused = new HashSet<>();

    /** Names for which a whole batch is refused, and how many batches were. */
    final Set<String> refusedNames = new HashSet<>();

    int refusedBatches;

    /** Told of every deletion before it is done. */
    Consumer<NodeId> deleting = id -> {};

    boolean faulty;
    boolean down;

    SimServer(FakeTree tree, FakeChunkStore chunks, Caller caller, SpaceId space, Random random) {
        this.tree = tree;
        this.chunks = chunks;
        this.uploads = new FakeDeviceUploads(chunks, tree, new ClusterSecret(new byte[ClusterSecret.LENGTH_BYTES]));
        this.caller = caller;
        this.space = space;
        this.random = random;
    }

    private interface Call<T> {
        T call() throws IOException;
    }

    private <T> T over(Call<T> call) throws IOException {
        if (down || (faulty && random.nextInt(12) == 0)) {
            throw new IOException("the network lost the request");
        }
        T reply = Callers.call(caller, call::call);
        if (faulty && random.nextInt(12) == 0) {
            throw new IOException("the network lost the reply");
        }
        return reply;
    }

    @Override
    public Space space() throws IOException {
        return over(() -> tree.space(space.toString()));
    }

    @Override
    public Delta delta(@Nullable String cursor) throws IOException {
        return over(() -> tree.changes(space, cursor, random.nextBoolean() ? 1000 : 3));
    }

    @Override
    public List<ChunkId> missing(Collection<ChunkId> ids) throws IOException {
        if (!Collections.disjoint(refused, ids)) {
            throw new ProblemException(Problem.OVER_QUOTA, "the space is full");
        }
        return over(() -> ChunkIdList.decode(uploads.missing(space, ChunkIdList.encode(ids))));
    }

    @Override
    public void put(byte[] bundle, int length) throws IOException {
        over(() -> {
            uploads.put(space, java.util.Arrays.copyOf(bundle, length));
            sent++;
            return 0;
        });
    }

    @Override
    public Map<ChunkId, BlockSums> sums(Collection<ChunkId> ids) throws IOException {
        return over(() -> SumsList.decode(uploads.sums(space, ChunkIdList.encode(ids))));
    }

    @Override
    public void patch(List<PatchList.Entry> patches) throws IOException {
        over(() -> {
            uploads.patch(space, PatchList.encode(patches));
            patched += patches.size();
            return 0;
        });
    }

    @Override
    public List<PatchList.Entry> patches(Collection<ChunkPair> pairs) throws IOException {
        var made = over(() -> PatchList.decode(chunks.patches(space, ChunkPair.encode(pairs))));
        patched += made.size();
        return made;
    }

    @Override
    public CommitReply commit(CommitRequest request) throws IOException {
        if (request.operations().stream()
                .anyMatch(
                        operation -> operation instanceof Operation.PutFile put && refusedNames.contains(put.name()))) {
            refusedBatches++;
            throw new ProblemException(Problem.INVALID_REQUEST, "something in this is not right");
        }
        return over(() -> {
            for (var operation : request.operations()) {
                if (operation instanceof Operation.Delete delete) {
                    deleting.accept(delete.node());
                }
            }
            var reply = CommitReply.of(() -> uploads.commit(space, request));
            var applied = new HashSet<>();
            reply.results().stream()
                    .filter(OperationResult.Applied.class::isInstance)
                    .forEach(result -> applied.add(result.id()));
            for (var operation : request.operations()) {
                if (operation instanceof Operation.PutFile put && applied.contains(put.id())) {
                    named.add(put.content());
                }
            }
            return reply;
        });
    }

    @Override
    public void fetch(FetchRequest request, FrameSink sink) throws IOException {
        var bundle = over(() -> chunks.fetch(space, request));
        var reader = BundleReader.of(bundle);
        for (var frame = reader.next(); frame != null; frame = reader.next()) {
            fetched++;
            sink.frame(frame);
        }
    }
}
