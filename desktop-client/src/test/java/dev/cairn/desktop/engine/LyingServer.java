package dev.cairn.desktop.engine;

import dev.cairn.content.ChunkId;
import dev.cairn.content.delta.BlockSums;
import dev.cairn.content.delta.ChunkPair;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.metadata.Change;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Delta;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.storage.FetchRequest;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.desktop.remote.RemoteServer;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that calls files what it likes. */
final class LyingServer implements RemoteServer {
    private final RemoteServer honest;
    private final Map<String, String> lies;

    /** @param lies what names are told as */
    LyingServer(RemoteServer honest, Map<String, String> lies) {
        this.honest = honest;
        this.lies = lies;
    }

    @Override
    public Delta delta(@Nullable String cursor) throws IOException {
        var truth = honest.delta(cursor);
        var told = truth.changes().stream().map(this::told).toList();
        return new Delta(truth.space(), told, truth.cursor(), truth.more(), truth.reset());
    }

    private Change told(Change change) {
        return change instanceof Change.Upserted(Node node) ? new Change.Upserted(told(node)) : change;
    }

    private Node told(Node node) {
        var name = lies.getOrDefault(node.name(), node.name());
        return switch (node) {
            case Node.Folder folder ->
                new Node.Folder(folder.id(), folder.parent(), name, folder.sequence(), folder.modified());
            case Node.File file ->
                new Node.File(
                        file.id(),
                        file.parent(),
                        name,
                        file.sequence(),
                        file.modified(),
                        file.version(),
                        file.content(),
                        file.size(),
                        file.executable(),
                        file.attributes());
        };
    }

    @Override
    public Space space() throws IOException {
        return honest.space();
    }

    @Override
    public List<ChunkId> missing(Collection<ChunkId> ids) throws IOException {
        return honest.missing(ids);
    }

    @Override
    public void put(byte[] bundle, int length) throws IOException {
        honest.put(bundle, length);
    }

    @Override
    public Map<ChunkId, BlockSums> sums(Collection<ChunkId> ids) throws IOException {
        return honest.sums(ids);
    }

    @Override
    public void patch(List<PatchList.Entry> patches) throws IOException {
        honest.patch(patches);
    }

    @Override
    public List<PatchList.Entry> patches(Collection<ChunkPair> pairs) throws IOException {
        return honest.patches(pairs);
    }

    @Override
    public CommitReply commit(CommitRequest request) throws IOException {
        return honest.commit(request);
    }

    @Override
    public void fetch(FetchRequest request, FrameSink sink) throws IOException {
        honest.fetch(request, sink);
    }
}
