package dev.cairn.storage.blob.fault;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import dev.cairn.storage.blob.fault.Fault.CutShort;
import dev.cairn.storage.blob.fault.Fault.Delay;
import dev.cairn.storage.blob.fault.Fault.Drop;
import dev.cairn.storage.blob.fault.Fault.Fail;
import dev.cairn.storage.blob.fault.Fault.FlipBit;
import dev.cairn.storage.blob.fault.Fault.Hold;
import dev.cairn.storage.blob.fault.Fault.Late;
import dev.cairn.storage.blob.fault.Fault.LoseAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another store, whose calls go wrong as a script says: the nth call from now of a kind once ({@link #on}), or each of them until
 * {@link #heal} ({@link #always}). Without a script it is the other store, and passes its contract.
 */
public final class FaultyBlobStore implements BlobStore {
    /** The kinds of calls; {@link BlobStore#open} and {@link BlobStore#read} are both READ, {@code freeBytes} is ROOM. */
    public enum Call {
        PUT,
        READ,
        STAT,
        DELETE,
        LIST,
        ROOM
    }

    private final BlobStore store;
    private final Map<Call, Long> calls = new EnumMap<>(Call.class);
    private final Map<Call, TreeMap<Long, Fault>> once = new EnumMap<>(Call.class);
    private final Map<Call, Fault> always = new EnumMap<>(Call.class);
    private final List<Runnable> pending = new ArrayList<>();

    public FaultyBlobStore(BlobStore store) {
        this.store = store;
    }

    /** The {@code nth} call from now (1: the next) goes wrong, and only that. */
    public synchronized FaultyBlobStore on(Call call, int nth, Fault fault) {
        once.computeIfAbsent(call, _ -> new TreeMap<>()).put(calls(call) + nth, fault);
        return this;
    }

    /** Every such call goes wrong until {@link #heal}. */
    public synchronized FaultyBlobStore always(Call call, Fault fault) {
        always.put(call, fault);
        return this;
    }

    /** There is no room. */
    public FaultyBlobStore full() {
        return always(Call.PUT, Fault.FULL);
    }

    /** Nothing can be changed, all can be read. */
    public FaultyBlobStore readOnly() {
        return always(Call.PUT, Fault.FAILED).always(Call.DELETE, Fault.FAILED);
    }

    /** The device was pulled out: nothing answers. */
    public FaultyBlobStore vanished() {
        return readOnly()
                .always(Call.READ, Fault.FAILED)
                .always(Call.STAT, Fault.FAILED)
                .always(Call.LIST, Fault.FAILED);
    }

    /** All goes well again; what went wrong stays as it is. */
    public synchronized FaultyBlobStore heal() {
        once.clear();
        always.clear();
        return this;
    }

    /** What {@link Fault.Late} calls were to do is done now. */
    public void catchUp() {
        List<Runnable> now;
        synchronized (this) {
            now = List.copyOf(pending);
            pending.clear();
        }
        now.forEach(Runnable::run);
    }

    private synchronized void pending(Runnable late) {
        pending.add(late);
    }

    private static BlobException tooLate(Call call) {
        return new BlobException(
                Reason.FAILED, call + " is late, as the test wants it", new TimeoutException("not waited for"));
    }

    /** How many such calls there were, those that went wrong included. */
    public synchronized long calls(Call call) {
        return calls.getOrDefault(call, 0L);
    }

    /** The store without its faults, to look at or to damage. */
    public BlobStore healthy() {
        return store;
    }

    private @Nullable Fault next(Call call) {
        var fault = counted(call);
        switch (fault) {
            case Late _
            when call == Call.PUT || call == Call.DELETE -> {
                return fault;
            }
            case Late _ -> {
                pending(() -> {});
                throw tooLate(call);
            }
            case Fail(var reason) -> throw new BlobException(reason, call + " fails, as the test wants it");
            case Delay(var duration) -> {
                LockSupport.parkNanos(duration.toNanos());
                return null;
            }
            case Hold(var until) -> {
                until.run();
                return null;
            }
            case null, default -> {
                return fault;
            }
        }
    }

    private synchronized @Nullable Fault counted(Call call) {
        long number = calls.merge(call, 1L, Long::sum);
        if (!pending.isEmpty()) {
            throw tooLate(call);
        }
        var scripted = once.getOrDefault(call, new TreeMap<>()).remove(number);
        return scripted == null ? always.get(call) : scripted;
    }

    private static void answer(@Nullable Fault fault) {
        if (fault instanceof LoseAnswer) {
            throw new BlobException(Reason.FAILED, "the answer was lost, as the test wants it");
        }
    }

    private <T> T answered(Call call, Supplier<T> work) {
        var fault = next(call);
        var result = work.get();
        answer(fault);
        return result;
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        var fault = next(Call.PUT);
        switch (fault) {
            case Drop _ -> {}
            case Late _ -> {
                var late = bytes(content);
                pending(() -> store.put(key, BlobContent.of(late)));
                throw tooLate(Call.PUT);
            }
            case FlipBit _, CutShort _ -> store.put(key, BlobContent.of(changed(fault, bytes(content))));
            case null, default -> store.put(key, content);
        }
        answer(fault);
    }

    private static byte[] bytes(BlobContent content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(Channels.newChannel(bytes));
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "the content failed", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] changed(@Nullable Fault fault, byte[] bytes) {
        return switch (fault) {
            case CutShort(int length) -> Arrays.copyOf(bytes, Math.min(length, bytes.length));
            case FlipBit(long bit)
            when bytes.length > 0 -> {
                int place = (int) Math.floorMod(bit, 8L * bytes.length);
                bytes[place / 8] ^= (byte) (1 << place % 8);
                yield bytes;
            }
            case null, default -> bytes;
        };
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        var fault = next(Call.READ);
        var in = store.open(key, offset, length);
        answer(fault);
        if (!(fault instanceof FlipBit || fault instanceof CutShort)) {
            return in;
        }
        try (in) {
            return new ByteArrayInputStream(changed(fault, in.readAllBytes()));
        } catch (IOException e) {
            throw new BlobException(Reason.FAILED, "blob " + key + " could not be read", e);
        }
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        var fault = next(Call.READ);
        var bytes = changed(fault, store.read(key, offset, length));
        answer(fault);
        if (bytes.length != length) {
            throw new BlobException(Reason.FAILED, "blob " + key + " ended early");
        }
        return bytes;
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return answered(Call.STAT, () -> store.stat(key));
    }

    @Override
    public void delete(BlobKey key) {
        var fault = next(Call.DELETE);
        if (fault instanceof Late) {
            pending(() -> store.delete(key));
            throw tooLate(Call.DELETE);
        }
        if (!(fault instanceof Drop)) {
            store.delete(key);
        }
        answer(fault);
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return answered(Call.LIST, () -> store.list(prefix, after, limit));
    }

    @Override
    public OptionalLong freeBytes() {
        var fault = next(Call.ROOM);
        var free = isFull() ? OptionalLong.of(0) : store.freeBytes();
        answer(fault);
        return free;
    }

    private synchronized boolean isFull() {
        return Fault.FULL.equals(always.get(Call.PUT));
    }

    @Override
    public Capabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public void close() {
        store.close();
    }
}
