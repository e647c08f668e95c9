package dev.cairn.upload.session;

import static dev.cairn.upload.session.SessionWorld.ANN;
import static dev.cairn.upload.session.SessionWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.content.ContentId;
import dev.cairn.content.Sha256;
import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.metadata.NewMember;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceQuota;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.Concatenation;
import dev.cairn.contracts.upload.NewSession;
import dev.cairn.contracts.upload.SessionApi;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.testkit.fake.FakeCallers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadSessionsTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private final SessionWorld world = new SessionWorld();
    private final UploadSessions sessions = world.start();

    /** Ends in the middle, as a cut connection does. */
    private static final class Cut extends InputStream {
        private final InputStream in;

        Cut(byte[] bytes, int from, int to) {
            in = new ByteArrayInputStream(bytes, from, to - from);
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read by portions");
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            if (read < 0) {
                throw new IOException("connection reset");
            }
            return read;
        }
    }

    @Test
    void aHoldIsReleasedByWhoDidNotBeginItAndNothingElseIs() {
        var holds = new HoldController(world.store(), sessions, world.clock);
        var hold = Callers.call(ANN, () -> sessions.hold(world.space, 3));
        var upload = create(5L);
        holds.release(upload);
        assertThat(world.store().find(upload)).isPresent();
        holds.release(hold);
        holds.release(hold);
        assertThat(world.store().find(hold)).isEmpty();
    }

    @Test
    void aHoldOfEverythingHoldsWhatWasStoredBeforeIt() {
        var holds = new HoldController(world.store(), sessions, world.clock);
        // One that no other test has uploads in.
        var space = new SpaceId(UUID.randomUUID());
        assertThat(holds.oldest(space).epoch()).isEqualTo(Long.MAX_VALUE);
        var hold = holds.holdEverything(space, ANN.account(), 8);
        assertThat(holds.oldest(space).epoch()).isZero();
        holds.release(hold);
        assertThat(holds.oldest(space).epoch()).isEqualTo(Long.MAX_VALUE);
        assertProblem(Problem.INVALID_REQUEST, () -> holds.holdEverything(space, ANN.account(), 32));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                63,
                64,
                65,
                256 * KIB - 1,
                256 * KIB,
                256 * KIB + 1,
                MIB,
                4 * MIB - 1,
                4 * MIB,
                4 * MIB + 1,
                9 * MIB
            })
    void bytesBeforeACutCountAndTheRestCompletesTheSameContent(int cutAt) {
        var bytes = world.bytes(10 * MIB + 123);
        var whole = Callers.call(ANN, () -> storeWhole(bytes));
        var upload = create((long) bytes.length);

        var kept = receive(ANN, sessions, upload, 0, new Body(new Cut(bytes, 0, cutAt), bytes.length, null));

        assertThat(kept.received()).isEqualTo(cutAt);
        assertThat(find(upload)).isEqualTo(kept);
        var complete = receive(
                ANN,
                world.start(),
                upload,
                cutAt,
                new Body(new ByteArrayInputStream(bytes, cutAt, bytes.length), bytes.length - cutAt, null));
        assertThat(complete.content()).isEqualTo(whole.content());
        assertThat(world.chunks.bytes(world.space, whole.content())).isEqualTo(bytes);
    }

    @Test
    void randomPortionsOverRestartsGiveTheContentOfTheWhole() {
        long seed = Long.getLong("cairn.seed", new Random().nextLong());
        var random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            var bytes = world.bytes(random.nextInt(12 * MIB));
            if (random.nextBoolean()) {
                Arrays.fill(bytes, 0, bytes.length / 2, (byte) 0);
            }
            boolean announced = random.nextBoolean();
            var upload = create(announced ? (long) bytes.length : null);
            int offset = 0;
            while (offset < bytes.length) {
                int portion =
                        Math.min(bytes.length - offset, 1 + random.nextInt(random.nextBoolean() ? 3 * MIB : 9 * KIB));
                var part = Arrays.copyOfRange(bytes, offset, offset + portion);
                int at = offset;
                var restarted = world.start();
                var after = Callers.call(ANN, () -> restarted.append(upload, at, part));
                offset += portion;
                assertThat(after.received()).as("seed %d", seed).isEqualTo(offset);
            }
            var content = Callers.call(ANN, () -> world.start().finish(upload)).content();
            assertThat(world.chunks.bytes(world.space, content))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(content)
                    .as("seed %d", seed)
                    .isEqualTo(Callers.call(ANN, () -> storeWhole(bytes)).content());
        }
    }

    @Test
    void aProcessThatDiesInTheMiddleLeavesADurablePositionToGoOnFrom() {
        var bytes = world.bytes(24 * MIB);
        var upload = create((long) bytes.length);
        var dying = new Body(
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) {
                        if (at > 19 * MIB) {
                            throw new StackOverflowError("kill -9");
                        }
                        System.arraycopy(bytes, at, to, offset, length);
                        at += length;
                        return length;
                    }
                },
                bytes.length,
                null);

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> receive(ANN, sessions, upload, 0, dying));

        int offset = (int) find(upload).received();
        assertThat(offset).isBetween(19 * MIB - 16 * MIB, 19 * MIB);
        var complete = receive(
                ANN,
                world.start(),
                upload,
                offset,
                new Body(new ByteArrayInputStream(bytes, offset, bytes.length), bytes.length - offset, null));
        assertThat(world.chunks.bytes(world.space, Objects.requireNonNull(complete.content())))
                .isEqualTo(bytes);
    }

    @Test
    void bytesLeaveForStorageAsTheyComeAndInBoundedBundles() {
        var put = Collections.synchronizedList(new ArrayList<Integer>());
        var manifests = new ArrayList<Integer>();
        var sink = (ChunkApi) Proxy.newProxyInstance(
                ChunkApi.class.getClassLoader(), new Class<?>[] {ChunkApi.class}, (_, method, arguments) -> {
                    (method.getName().equals("putCut") ? put : manifests)
                            .add(((byte[]) arguments[arguments.length - 1]).length);
                    return null;
                });
        long size = 64L * MIB;
        var random = new Random(5);
        var endless = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                var part = new byte[(int) Math.min(length, left)];
                random.nextBytes(part);
                System.arraycopy(part, 0, to, offset, part.length);
                left -= part.length;
                return part.length == 0 ? -1 : part.length;
            }
        };
        var upload = create(size);

        var complete = receive(ANN, world.start(sink), upload, 0, new Body(endless, size, null));

        assertThat(complete.received()).isEqualTo(size);
        assertThat(put).hasSizeGreaterThan(8).allMatch(length -> length < 9 * MIB);
        assertThat(manifests).hasSize(1);
    }

    /** Storage in memory whose first bundle is answered after the second has come. */
    private ChunkApi storageThatTakesTheSecondBundleFirst(boolean firstFails) {
        var puts = new AtomicInteger();
        var second = new CountDownLatch(1);
        return (ChunkApi) Proxy.newProxyInstance(
                ChunkApi.class.getClassLoader(), new Class<?>[] {ChunkApi.class}, (_, method, arguments) -> {
                    int number = method.getName().equals("putCut") ? puts.incrementAndGet() : 0;
                    if (number == 1) {
                        assertThat(second.await(20, TimeUnit.SECONDS))
                                .as("a second bundle comes while the first is on its way")
                                .isTrue();
                        if (firstFails) {
                            throw new ProblemException(Problem.UNAVAILABLE, "the first is lost");
                        }
                    }
                    var result = method.invoke(world.chunks, arguments);
                    if (number == 2) {
                        second.countDown();
                    }
                    return result;
                });
    }

    @Test
    void bytesAreReceivedWhileThoseBeforeThemAreStored() {
        var bytes = world.bytes(30 * MIB);
        var upload = create((long) bytes.length);
        var complete = receive(
                ANN,
                world.start(storageThatTakesTheSecondBundleFirst(false)),
                upload,
                0,
                new Body(new ByteArrayInputStream(bytes), bytes.length, null));
        assertThat(world.chunks.bytes(world.space, Objects.requireNonNull(complete.content())))
                .isEqualTo(bytes);
    }

    @Test
    void whatIsStoredBeforeItsTurnDoesNotCountWhenItsTurnNeverComes() {
        var bytes = world.bytes(30 * MIB);
        var upload = create((long) bytes.length);
        var body = new Body(new ByteArrayInputStream(bytes), bytes.length, null);
        var failing = world.start(storageThatTakesTheSecondBundleFirst(true));

        assertProblem(Problem.UNAVAILABLE, () -> receive(ANN, failing, upload, 0, body));

        assertThat(world.chunks.chunkCount(world.space)).isPositive();
        assertThat(find(upload).received()).isZero();
        var complete = receive(ANN, sessions, upload, 0, new Body(new ByteArrayInputStream(bytes), bytes.length, null));
        assertThat(world.chunks.bytes(world.space, Objects.requireNonNull(complete.content())))
                .isEqualTo(bytes);
    }

    @Test
    void whenStorageFailsNothingAcknowledgedIsLost() {
        var bytes = world.bytes(6 * MIB);
        var upload = create((long) bytes.length);
        Callers.call(ANN, () -> sessions.append(upload, 0, Arrays.copyOf(bytes, 100)));
        var full = (ChunkApi)
                Proxy.newProxyInstance(ChunkApi.class.getClassLoader(), new Class<?>[] {ChunkApi.class}, (_, _, _) -> {
                    throw new ProblemException(Problem.STORAGE_FULL, "full");
                });

        var rest = Arrays.copyOfRange(bytes, 100, bytes.length);
        assertProblem(
                Problem.STORAGE_FULL,
                () -> Callers.call(ANN, () -> world.start(full).append(upload, 100, rest)));

        assertThat(find(upload).received()).isEqualTo(100);
        assertThat(Callers.call(ANN, () -> sessions.append(upload, 100, rest)).content())
                .isNotNull();
    }

    @Test
    void aWrongChecksumDiscardsTheBytesOfItsRequestOnly() {
        var bytes = world.bytes(6 * MIB);
        var upload = create((long) bytes.length);
        Callers.call(ANN, () -> sessions.append(upload, 0, Arrays.copyOf(bytes, 10)));
        var rest = Arrays.copyOfRange(bytes, 10, bytes.length);
        var right = new Checksum("SHA-256", Sha256.digest(rest, 0, rest.length));
        var wrong = new Checksum("SHA-256", new byte[32]);

        assertProblem(
                Problem.CHECKSUM_MISMATCH,
                () -> receive(ANN, sessions, upload, 10, new Body(new ByteArrayInputStream(rest), rest.length, wrong)));
        assertThat(find(upload).received()).isEqualTo(10);
        assertThat(receive(ANN, sessions, upload, 10, new Body(new ByteArrayInputStream(rest), rest.length, right))
                        .content())
                .isNotNull();
    }

    @Test
    void anEmptyContentHasNoChunks() {
        var upload = create(0L);

        var content = Callers.call(ANN, () -> sessions.finish(upload));

        assertThat(content.size()).isZero();
        assertThat(Callers.call(ANN, () -> sessions.finish(upload))).isEqualTo(content);
        assertThat(world.chunks.has(world.space, content.content())).isTrue();
    }

    @Test
    void partsAreJoinedWithoutTheirBytes() {
        var first = Callers.call(ANN, () -> storeWhole(world.bytes(3 * MIB)));
        var second = Callers.call(ANN, () -> storeWhole(world.bytes(100)));

        var joined = Callers.call(
                ANN,
                () -> sessions.concatenate(
                        new Concatenation(world.space, List.of(first.content(), second.content(), first.content()))));

        assertThat(joined.size()).isEqualTo(2 * first.size() + second.size());
        assertThat(world.chunks.bytes(world.space, joined.content())).hasSize((int) joined.size());
        assertProblem(
                Problem.NOT_FOUND,
                () -> Callers.call(
                        ANN,
                        () -> sessions.concatenate(
                                new Concatenation(world.space, List.of(ContentId.of(new byte[1], 0, 1))))));
    }

    @Test
    void refusesWrongOffsetsAndLengths() {
        var upload = create(100L);
        Callers.call(ANN, () -> sessions.append(upload, 0, new byte[40]));

        assertProblem(Problem.WRONG_OFFSET, () -> Callers.call(ANN, () -> sessions.append(upload, 0, new byte[40])));
        assertProblem(Problem.WRONG_OFFSET, () -> Callers.call(ANN, () -> sessions.append(upload, 41, new byte[1])));
        assertProblem(Problem.WRONG_OFFSET, () -> Callers.call(ANN, () -> sessions.finish(upload)));
        assertProblem(Problem.TOO_LARGE, () -> Callers.call(ANN, () -> sessions.append(upload, 40, new byte[61])));
        assertProblem(
                Problem.TOO_LARGE,
                () -> receive(ANN, sessions, upload, 40, new Body(new ByteArrayInputStream(new byte[61]), -1, null)));
        assertProblem(
                Problem.TOO_LARGE,
                () -> Callers.call(ANN, () -> sessions.append(upload, 40, new byte[SessionApi.APPEND_MAX + 1])));
        assertProblem(Problem.INVALID_REQUEST, () -> create(-1L));
        assertProblem(Problem.TOO_LARGE, () -> create(65L * MIB));
    }

    @Test
    void aSessionIsItsMakersAlone() {
        var upload = create(10L);

        assertProblem(Problem.NOT_FOUND, () -> Callers.call(BOB, () -> sessions.find(upload)));
        assertProblem(Problem.NOT_FOUND, () -> Callers.call(BOB, () -> sessions.append(upload, 0, new byte[1])));
        assertProblem(Problem.NOT_FOUND, () -> Callers.call(BOB, () -> sessions.finish(upload)));
        assertProblem(Problem.NOT_FOUND, () -> Callers.run(BOB, () -> sessions.abort(upload)));
        Callers.run(ANN, () -> sessions.abort(upload));
        assertProblem(Problem.NOT_FOUND, () -> find(upload));
    }

    @Test
    void rightsAndQuotaAreAskedBeforeTheFirstByte() {
        world.tree.know(BOB);
        var team = Callers.call(ANN, () -> world.tree.create(new NewSpace(SpaceKind.TEAM, "team", null)));
        Callers.call(ANN, () -> world.tree.addMember(team.id(), new NewMember("bob", SpaceRole.VIEWER)));
        Callers.call(FakeCallers.admin("root"), () -> world.tree.setQuota(team.id(), new SpaceQuota(10L)));

        assertProblem(
                Problem.FORBIDDEN,
                () -> Callers.call(BOB, () -> sessions.create(new NewSession(team.id(), 1L), _ -> {})));
        assertProblem(
                Problem.NOT_FOUND,
                () -> Callers.call(
                        FakeCallers.named("eve"), () -> sessions.create(new NewSession(team.id(), 1L), _ -> {})));
        assertProblem(
                Problem.OVER_QUOTA,
                () -> Callers.call(ANN, () -> sessions.create(new NewSession(team.id(), 11L), _ -> {})));
        var unknown = Callers.call(ANN, () -> sessions.create(new NewSession(team.id(), null), _ -> {}));
        assertProblem(
                Problem.OVER_QUOTA, () -> Callers.call(ANN, () -> sessions.append(unknown.id(), 0, new byte[11])));
    }

    @Test
    void sessionsExpireAndAreSweptAndForgotten() {
        var upload = create(10L);
        Callers.call(ANN, () -> sessions.append(upload, 0, new byte[5]));
        var sweep = new SessionSweep(world.store(), world.clock);

        world.now = world.now.plus(Duration.ofHours(25));
        assertProblem(Problem.EXPIRED, () -> find(upload));
        assertProblem(Problem.EXPIRED, () -> Callers.call(ANN, () -> sessions.append(upload, 5, new byte[5])));
        assertThat(sweep.sweep()).isFalse();
        assertProblem(Problem.EXPIRED, () -> find(upload));
        world.now = world.now.plus(Duration.ofDays(8));
        assertThat(sweep.sweep()).isFalse();
        assertProblem(Problem.NOT_FOUND, () -> find(upload));
    }

    @Test
    void aRequestThatNoLongerGetsBytesLosesTheSessionToTheNextOne() {
        twoRequests(upload -> sessions.append(upload, 0, new byte[] {7}));
    }

    @Test
    void twoRequestsOnOneSessionInTwoProcessesNeverInterleave() {
        twoRequests(upload -> world.start().append(upload, 0, new byte[] {7}));
    }

    /** The older one has brought a byte and waits for more while the newer one goes through. */
    private void twoRequests(Consumer<UploadId> newer) {
        var upload = create(10L);
        var nested = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                Callers.run(ANN, () -> newer.accept(upload));
                return -1;
            }
        };
        var slower = new ByteArrayInputStream(new byte[] {9});

        assertProblem(
                Problem.WRONG_OFFSET,
                () -> receive(ANN, sessions, upload, 0, new Body(new SequenceInputStream(slower, nested), -1, null)));
        assertThat(find(upload).received()).isEqualTo(1);
        assertThat(world.store().tail(find(upload))).containsExactly(7);
    }

    @Test
    void aRequestThatStillGetsBytesStopsForTheNextOneAndItsBytesCount() throws Exception {
        var upload = create(null);
        var endless = new InputStream() {
            private final CountDownLatch begun = new CountDownLatch(1);

            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                begun.countDown();
                return length;
            }
        };
        var older = CompletableFuture.supplyAsync(
                () -> receive(ANN, sessions, upload, 0, new Body(endless, -1, null)),
                task -> Thread.ofVirtual().start(task));
        endless.begun.await();

        // What the older one brought moved the session on meanwhile.
        assertProblem(Problem.WRONG_OFFSET, () -> Callers.call(ANN, () -> sessions.append(upload, 0, new byte[1])));
        long received = older.get(20, TimeUnit.SECONDS).received();
        assertThat(received).isPositive();
        var state = Callers.call(ANN, () -> sessions.append(upload, received, new byte[1]));
        assertThat(state.received()).isEqualTo(received + 1);
    }

    private UploadId create(@Nullable Long size) {
        return Callers.call(ANN, () -> sessions.create(new NewSession(world.space, size), _ -> {}))
                .id();
    }

    private SessionState find(UploadId upload) {
        return Callers.call(ANN, () -> sessions.find(upload));
    }

    private StoredContent storeWhole(byte[] bytes) {
        var upload = sessions.create(new NewSession(world.space, (long) bytes.length), _ -> {});
        sessions.receive(upload.id(), 0, new Body(new ByteArrayInputStream(bytes), bytes.length, null));
        return sessions.finish(upload.id());
    }

    private static SessionState receive(
            Caller caller, UploadSessions sessions, UploadId upload, long offset, Body body) {
        return Callers.call(caller, () -> sessions.receive(upload, offset, body));
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .matches(e -> e.problem() == problem, problem.name());
    }
}
