package dev.cairn.contracts.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplyBudgetTest {
    private static final int MIB = 1 << 20;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Counts how often it is read. */
    private static final class Bytes implements Portion.Source {
        final byte[] bytes;
        final AtomicInteger reads = new AtomicInteger();

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int bytesMax() {
            return bytes.length;
        }

        @Override
        public Portion read() {
            reads.incrementAndGet();
            int head = bytes.length / 7;
            // An offset of its own, so that one that is forgotten shows.
            var body = new byte[bytes.length - head + 3];
            System.arraycopy(bytes, head, body, 3, bytes.length - head);
            return new Portion(Arrays.copyOf(bytes, head), body, 3, bytes.length - head);
        }
    }

    /** A reader who takes the first byte, and the rest when told. */
    private static final class Stalling extends OutputStream {
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        final CountDownLatch stalls = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("nobody writes single bytes");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stalls.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, offset, length);
        }
    }

    private Bytes bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return new Bytes(bytes);
    }

    @Test
    void whatIsReadIsSentWholeAndInOrder() throws IOException {
        var budget = new ReplyBudget(32 * MIB, LONG);
        var out = new ByteArrayOutputStream();
        var expected = new ByteArrayOutputStream();
        try (var reply = budget.open(0)) {
            var portions = new ArrayList<Bytes>();
            for (int i = 0; i < 50; i++) {
                portions.add(bytes(random.nextInt(i % 5 == 0 ? 4 : 300_000)));
            }
            reply.prepare(portions.getFirst());
            for (int i = 0; i < portions.size(); i++) {
                reply.send(portions.get(i), i + 1 < portions.size() ? portions.get(i + 1) : null, out);
                expected.write(portions.get(i).bytes);
                assertThat(portions.get(i).reads).hasValue(1);
            }
        }
        assertThat(out.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
        assertThat(budget.taken()).isZero();
    }

    @Test
    void whoStallsLosesTheRoomButNoByte() throws Exception {
        var budget = new ReplyBudget(8 * MIB, LONG, Duration.ZERO);
        var stalling = new ArrayList<Stalling>();
        var sources = new ArrayList<Bytes>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 15; i++) {
                var out = new Stalling();
                var source = bytes(MIB);
                stalling.add(out);
                sources.add(source);
                done.add(CompletableFuture.runAsync(() -> send(budget, List.of(source, source), out), threads));
                out.stalls.await();
                assertThat(budget.taken()).isLessThanOrEqualTo(8 * MIB);
            }
            var quick = new ByteArrayOutputStream();
            var source = bytes(4 * MIB);
            send(budget, List.of(source), quick);
            assertThat(quick.toByteArray()).isEqualTo(source.bytes);
            stalling.forEach(out -> out.goOn.countDown());
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
        }
        assertThat(sources).anySatisfy(source -> assertThat(source.reads.get()).isGreaterThan(2));
        for (int i = 0; i < stalling.size(); i++) {
            var once = sources.get(i).bytes;
            var twice = Arrays.copyOf(once, 2 * once.length);
            System.arraycopy(once, 0, twice, once.length, once.length);
            assertThat(stalling.get(i).taken.toByteArray()).isEqualTo(twice);
        }
        assertThat(budget.taken()).isZero();
    }

    private static void send(ReplyBudget budget, List<Bytes> portions, OutputStream out) {
        try (var reply = budget.open(0)) {
            for (var portion : portions) {
                reply.send(portion, null, out);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoGetsNoRoomIsTold() throws Exception {
        var budget = new ReplyBudget(4 * MIB, Duration.ofMillis(50));
        try (var reading = budget.open(0);
                var waiting = budget.open(0)) {
            // Read and not being written: nobody may take that away.
            var held = bytes(2 * MIB);
            reading.prepare(held);
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> waiting.prepare(bytes(2 * MIB)))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNAVAILABLE));
            reading.send(held, null, OutputStream.nullOutputStream());
            waiting.prepare(bytes(2 * MIB));
        }
    }

    @Test
    void openRepliesAreBoundedToo() {
        var budget = new ReplyBudget(4 * MIB, LONG);
        var open = new ArrayList<Reply>();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> {
                    while (open.size() < 1_000) {
                        open.add(budget.open(MIB / 4));
                    }
                })
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNAVAILABLE));
        assertThat(open).hasSize(2 * MIB / (MIB / 4 + ReplyBudget.REPLY_BYTES));
        open.getFirst().close();
        open.add(budget.open(MIB / 4));
        open.forEach(Reply::close);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void aFailureAheadIsToldWhenItsTurnComes() throws IOException {
        var budget = new ReplyBudget(32 * MIB, LONG);
        var out = new ByteArrayOutputStream();
        var broken = new Portion.Source() {
            @Override
            public int bytesMax() {
                return 1;
            }

            @Override
            public Portion read() {
                throw new ProblemException(Problem.DAMAGED, "broken");
            }
        };
        try (var reply = budget.open(0)) {
            var first = bytes(1_000);
            reply.send(first, broken, out);
            assertThat(out.toByteArray()).isEqualTo(first.bytes);
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> reply.send(broken, null, out))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
        }
        assertThat(budget.taken()).isZero();
    }
}
