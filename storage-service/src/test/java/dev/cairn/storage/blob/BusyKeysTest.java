package dev.cairn.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BusyKeysTest {
    private static final BlobKey KEY = new BlobKey("pack", "ab01");
    private static final int WORKERS = 8;
    private static final int TIMES = 2000;

    private final BusyKeys busy = new BusyKeys();
    private int counted;

    @Test
    void oneAtATimeIsAtWorkOnAKey() {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                workers.execute(() -> {
                    for (int time = 0; time < TIMES; time++) {
                        busy.alone(KEY, this::countSlowly);
                    }
                });
            }
        }
        assertThat(counted).isEqualTo(WORKERS * TIMES);
    }

    private void countSlowly() {
        int seen = counted;
        Thread.onSpinWait();
        counted = seen + 1;
    }

    @Test
    void workThatFailsFreesItsKey() {
        try {
            busy.alone(KEY, () -> {
                throw new IllegalStateException("as the test wants it");
            });
        } catch (IllegalStateException e) {
            busy.alone(KEY, this::countSlowly);
        }
        assertThat(counted).isEqualTo(1);
    }
}
