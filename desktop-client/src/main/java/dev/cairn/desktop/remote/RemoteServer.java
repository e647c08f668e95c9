package dev.cairn.desktop.remote;

import dev.cairn.content.BundleFrame;
import dev.cairn.content.ChunkId;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.content.delta.SumsList;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.upload.CommitRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One space on the server. An {@link IOException} means that nobody answered: whether a request had an effect is unknown. A
 * {@link dev.cairn.contracts.problem.ProblemException} is an answer. Thread-safe.
 */
public interface RemoteServer {
    /** Takes frames of a reply in order. */
    @FunctionalInterface
    interface FrameSink {
        /** One frame; its bytes are valid until the call returns. */
        void frame(BundleFrame frame) throws IOException;
    }

    /** What the space is now. */
    Space space() throws IOException;

    /** One page of changes since a cursor; null: everything. */
    Delta delta(@Nullable String cursor) throws IOException;

    /** Which of these chunks must be sent; at most {@link dev.cairn.content.ChunkIdList#IDS_MAX}. */
    List<ChunkId> missing(Collection<ChunkId> ids) throws IOException;

    /** Sends a bundle of chunks; they are durable when this returns. */
    void put(byte[] bundle, int length) throws IOException;

    /** Sums of the blocks of those of these chunks that the space has; at most {@link SumsList#CHUNKS_MAX}. */
    Map<ChunkId, BlockSums> sums(Collection<ChunkId> ids) throws IOException;

    /** Sends chunks as patches, at most {@link ChunkPair#PAIRS_MAX}; they are durable when this returns. */
    void patch(List<PatchList.Entry> patches) throws IOException;

    /** How to make chunks from others, at most {@link ChunkPair#PAIRS_MAX}; those for which that hardly pays are left out. */
    List<PatchList.Entry> patches(Collection<ChunkPair> pairs) throws IOException;

    /** Names contents and edits the tree. */
    CommitReply commit(CommitRequest request) throws IOException;

    /** Fetches manifests and chunks. */
    void fetch(FetchRequest request, FrameSink sink) throws IOException;
}
