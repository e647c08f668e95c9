package dev.cairn.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contracts.metadata.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That batches stay batches: a statement for each operation would be ten times slower than the bar. */
final class ThroughputIT {
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    @Test
    void tenThousandSmallFilesTakeSeconds() {
        try (var service = new Service()) {
            var ann = service.user("ann");
            var space = ann.personal();
            commit(service, ann, "warm", 10);
            long start = System.nanoTime();
            commit(service, ann, "files", BATCHES);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d put-file operations in %.2f s: %.0f/s%n", BATCH * BATCHES, seconds, BATCH * BATCHES / seconds);
            long listed = System.nanoTime();
            int changes = 0;
            var delta = ann.call(() -> service.nodes.changes(space.id(), space.cursor(), 1000));
            for (changes += delta.changes().size();
                    delta.more();
                    changes += delta.changes().size()) {
                var cursor = delta.cursor();
                delta = ann.call(() -> service.nodes.changes(space.id(), cursor, 1000));
            }
            System.out.printf("%d changes in %.2f s%n", changes, (System.nanoTime() - listed) / 1e9);
            // Far below what a quiet machine does; loose enough for a busy one.
            assertThat(BATCH * BATCHES / seconds).isGreaterThan(1_000);
        }
    }

    private static void commit(Service service, Service.User user, String prefix, int batches) {
        var space = user.personal();
        var batch = new ArrayList<List<Operation>>();
        for (int i = 0; i < batches; i++) {
            var folder = service.folder(space.root(), prefix + i);
            var operations = new ArrayList<Operation>(List.of(folder));
            for (int j = 1; j < BATCH; j++) {
                operations.add(service.file(folder.node(), "file-" + j + ".txt", prefix + i + "/" + j));
            }
            batch.add(operations);
        }
        batch.forEach(operations -> user.commit(space, operations));
    }
}
