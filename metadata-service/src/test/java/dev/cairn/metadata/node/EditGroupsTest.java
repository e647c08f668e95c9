package dev.cairn.metadata.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contracts.caller.AccessToken;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

@Timeout(60)
final class EditGroupsTest {
    private static final SpaceId SPACE = new SpaceId(new UUID(1, 1));
    private static final SpaceId OTHER = new SpaceId(new UUID(1, 2));

    private final Transactions transactions = new Transactions();
    private final EditGroups groups = new EditGroups(transactions, Duration.ofMinutes(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Remembers what was done in each transaction that was committed. */
    private static final class Transactions implements TransactionOperations {
        private final List<List<String>> committed = Collections.synchronizedList(new ArrayList<>());
        private static final ThreadLocal<@Nullable List<String>> CURRENT = new ThreadLocal<>();
        private volatile boolean gone;
        private final AtomicInteger tries = new AtomicInteger();

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> work) throws TransactionException {
            tries.incrementAndGet();
            if (gone) {
                throw new CannotCreateTransactionException("no connection");
            }
            var done = new ArrayList<String>();
            CURRENT.set(done);
            var result = work.doInTransaction(new SimpleTransactionStatus());
            committed.add(done);
            return result;
        }

        String done(String what) {
            var open = CURRENT.get();
            assertThat(open).as("work is done in a transaction").isNotNull();
            open.add(what);
            return what;
        }
    }

    @AfterEach
    void stop() {
        free.countDown();
        threads.close();
    }

    @Test
    void oneAloneIsDoneAtOnce() {
        assertThat(as(1, () -> groups.run(SPACE, 1, () -> transactions.done("a"))))
                .isEqualTo("a");
        assertThat(transactions.committed).containsExactly(List.of("a"));
    }

    @Test
    void whoComesMeanwhileSharesTheNextTransactionInOrder() throws Exception {
        var first = occupy();
        var others = IntStream.range(0, 40)
                .mapToObj(i -> arrive(i + 1, 1, () -> transactions.done("edit " + i)))
                .toList();
        free.countDown();

        assertThat(first.get()).isEqualTo("first");
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).get()).isEqualTo("edit " + i);
        }
        assertThat(transactions.committed)
                .containsExactly(
                        List.of("first"),
                        IntStream.range(0, 40).mapToObj(i -> "edit " + i).toList());
    }

    @Test
    void aTransactionHasItsMeasure() throws Exception {
        var first = occupy();
        var others = IntStream.range(0, 5)
                .mapToObj(i -> arrive(i + 1, 400, () -> transactions.done("edit " + i)))
                .toList();
        free.countDown();
        assertThat(first.get()).isEqualTo("first");
        for (var other : others) {
            other.get();
        }

        assertThat(transactions.committed)
                .containsExactly(
                        List.of("first"), List.of("edit 0", "edit 1"), List.of("edit 2", "edit 3"), List.of("edit 4"));
    }

    @Test
    void everybodyActsAsThemselves() throws Exception {
        var first = occupy();
        var others = IntStream.range(1, 6)
                .mapToObj(i -> arrive(
                        i,
                        1,
                        () -> transactions.done(Callers.current().account().toString())))
                .toList();
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        for (int i = 1; i < 6; i++) {
            assertThat(others.get(i - 1).get()).isEqualTo(caller(i).account().toString());
        }
    }

    @Test
    void whoIsRefusedHoldsUpNobody() throws Exception {
        var first = occupy();
        var good = arrive(1, 1, () -> transactions.done("good"));
        var bad = arrive(2, 1, () -> {
            throw new ProblemException(Problem.FORBIDDEN, "not here");
        });
        var late = arrive(3, 1, () -> transactions.done("late"));
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        assertThat(good.get()).isEqualTo("good");
        assertThat(late.get()).isEqualTo("late");
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not here");
        assertThat(transactions.committed).containsExactly(List.of("first"), List.of("good", "late"));
    }

    @Test
    void whatTheDatabaseRefusesIsDoneAgainByEachAlone() throws Exception {
        var first = occupy();
        var good = arrive(1, 1, () -> transactions.done("good"));
        var bad = arrive(2, 1, () -> {
            throw new CannotAcquireLockException("deadlock");
        });
        var late = arrive(3, 1, () -> transactions.done("late"));
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        assertThat(good.get()).isEqualTo("good");
        assertThat(late.get()).isEqualTo("late");
        assertThatThrownBy(bad::get).cause().isInstanceOf(DataAccessException.class);
        assertThat(transactions.committed).containsExactly(List.of("first"), List.of("good"), List.of("late"));
    }

    @Test
    void withoutADatabaseOneWaitsForAll() throws Exception {
        var first = occupy();
        var others = IntStream.range(0, 5)
                .mapToObj(i -> arrive(i + 1, 1, () -> transactions.done("edit")))
                .toList();
        transactions.gone = true;
        int before = transactions.tries.get();
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        for (var other : others) {
            assertThatThrownBy(other::get).cause().isInstanceOf(CannotCreateTransactionException.class);
        }
        assertThat(transactions.tries).hasValue(before + 1);
        transactions.gone = false;
        assertThat(as(1, () -> groups.run(SPACE, 1, () -> transactions.done("back"))))
                .isEqualTo("back");
    }

    @Test
    void anErrorIsToldToAllAndLeavesTheWayFree() throws Exception {
        var first = occupy();
        var bad = arrive(1, 1, () -> {
            throw new AssertionError("broken");
        });
        var other = arrive(2, 1, () -> transactions.done("other"));
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        assertThatThrownBy(bad::get).cause().hasMessageContaining("broken");
        assertThatThrownBy(other::get).cause().isInstanceOf(IllegalStateException.class);
        assertThat(as(1, () -> groups.run(SPACE, 1, () -> transactions.done("back"))))
                .isEqualTo("back");
    }

    @Test
    void whatWasDoneBeforeAnErrorDoesNotCount() throws Exception {
        var first = occupy();
        var good = arrive(1, 1, () -> transactions.done("good"));
        var bad = arrive(2, 1, () -> {
            throw new AssertionError("broken");
        });
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        assertThatThrownBy(good::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class);
        assertThat(transactions.committed).containsExactly(List.of("first"));
    }

    @Test
    void nobodyWaitsForEverForALeaderWhoIsStuck() throws Exception {
        var impatient = new EditGroups(transactions, Duration.ofMillis(1));
        var stuck = threads.submit(() -> as(
                1,
                () -> impatient.run(SPACE, 1, () -> {
                    busy.countDown();
                    await(free);
                    return transactions.done("late");
                })));
        busy.await();

        assertThatThrownBy(() -> as(2, () -> impatient.run(SPACE, 1, () -> transactions.done("waits"))))
                .isInstanceOf(ProblemException.class)
                .extracting(e -> ((ProblemException) e).problem())
                .isEqualTo(Problem.UNAVAILABLE);
        assertThat(as(3, () -> impatient.run(SPACE, 1, () -> transactions.done("goes on"))))
                .isEqualTo("goes on");
        free.countDown();
        assertThat(stuck.get()).isEqualTo("late");
        assertThat(transactions.committed).containsExactly(List.of("goes on"), List.of("late"));
    }

    @Test
    void whatTakesLongLetsTheRestHaveATransactionOfTheirOwn() throws Exception {
        var first = occupy();
        var slow = arrive(1, 1, () -> {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < Duration.ofMillis(250).toNanos()) {
                Thread.onSpinWait();
            }
            return transactions.done("slow");
        });
        var next = arrive(2, 1, () -> transactions.done("next"));
        free.countDown();
        assertThat(first.get()).isEqualTo("first");

        assertThat(slow.get()).isEqualTo("slow");
        assertThat(next.get()).isEqualTo("next");
        assertThat(transactions.committed).containsExactly(List.of("first"), List.of("slow"), List.of("next"));
    }

    @Test
    void spacesDoNotWaitForEachOther() throws Exception {
        var first = occupy();

        assertThat(first).isNotDone();
        assertThat(as(1, () -> groups.run(OTHER, 1, () -> transactions.done("there"))))
                .isEqualTo("there");
    }

    /** Somebody who is at work until {@link #free}. */
    private Future<String> occupy() throws InterruptedException {
        var first = threads.submit(() -> as(
                99,
                () -> groups.run(SPACE, 1, () -> {
                    busy.countDown();
                    await(free);
                    return transactions.done("first");
                })));
        busy.await();
        return first;
    }

    /** Somebody who comes now, and waits. */
    private Future<String> arrive(int person, int operations, Supplier<String> work) {
        int before = groups.waiting(SPACE);
        Callable<String> edit = () -> as(person, () -> groups.run(SPACE, operations, work));
        var arriving = threads.submit(edit);
        while (groups.waiting(SPACE) == before) {
            Thread.onSpinWait();
        }
        return arriving;
    }

    private static String as(int person, ScopedValue.CallableOp<String, RuntimeException> work) {
        return Callers.<String, RuntimeException>call(caller(person), work);
    }

    private static Caller caller(int number) {
        return new Caller(new AccountId(new UUID(2, number)), "p" + number, Set.of(), null, new AccessToken("unused"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
