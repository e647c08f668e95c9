package dev.cairn.bench.metadata;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Clients, each of which commits one batch of new files after the other.
 *
 * @param commits where they commit
 * @param batch files of a batch
 * @param seconds of a round
 */
record Writers(CommitApi commits, int batch, int seconds) {
    /** Files that a folder gets before the next is made. */
    private static final int FOLDER_FILES = 1_000;

    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandom());

    /** Somebody and where they write. */
    record Writer(Caller caller, Space space) {}

    /** Files committed in a second, by all together. */
    double run(List<Writer> writers) throws Exception {
        long begin = System.nanoTime();
        long until = begin + seconds * 1_000_000_000L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = threads.invokeAll(writers.stream()
                    .<Callable<Long>>map(writer -> () -> NameService.as(writer.caller(), () -> one(writer, until)))
                    .toList());
            long files = 0;
            for (var round : rounds) {
                files += round.get();
            }
            return files / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private long one(Writer writer, long until) {
        long files = 0;
        var folder = writer.space().root();
        while (System.nanoTime() < until) {
            var operations = new ArrayList<Operation>();
            if (files % FOLDER_FILES == 0) {
                var made = new Operation.CreateFolder(
                        operation(), node(), writer.space().root(), "Folder " + IDS.next(), Instant.EPOCH);
                folder = made.node();
                operations.add(made);
            }
            for (int i = 0; i < batch; i++) {
                operations.add(file(folder, files + i));
            }
            var reply = commits.commit(writer.space().id(), 0, new Operations(operations));
            if (!reply.results().stream().allMatch(OperationResult.Applied.class::isInstance)) {
                throw new IllegalStateException("refused: " + reply.results().getFirst());
            }
            files += batch;
        }
        return files;
    }

    private static Operation file(NodeId folder, long number) {
        var name = "IMG_" + number + ".jpg";
        var bytes = IDS.next().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new Operation.PutFile(
                operation(),
                node(),
                folder,
                name,
                null,
                ContentId.of(bytes, 0, bytes.length),
                bytes.length,
                Instant.EPOCH,
                false,
                null);
    }

    private static OperationId operation() {
        return new OperationId(IDS.next());
    }

    private static NodeId node() {
        return new NodeId(IDS.next());
    }
}
