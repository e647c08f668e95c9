package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.Capabilities;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The store of a device for background work: no call is waited for longer than the patience, then the device is DOWN; one that
 * fails otherwise has the device looked at soon. {@link BlobException} when it is DOWN already.
 */
final class PatientStore implements BlobStore {
    private final Devices devices;
    private final Calls calls;
    private final Device device;

    PatientStore(Devices devices, Calls calls, Device device) {
        this.devices = devices;
        this.calls = calls;
        this.device = device;
    }

    private <T> T ask(Function<BlobStore, T> call) {
        var outcome = calls.one(device, asked -> call.apply(asked.store()));
        var failure = outcome.failure();
        var result = outcome.result();
        if (failure == null && result != null) {
            return result;
        }
        if (outcome.timedOut()) {
            devices.givenUp(device, "background work waited too long");
        } else if (!ShardReads.isMissing(failure)) {
            device.doubt();
        }
        if (failure instanceof BlobException e) {
            throw e;
        }
        throw new BlobException(Reason.FAILED, "device " + device + " does not answer: " + failure);
    }

    @Override
    public Capabilities capabilities() {
        return device.store().capabilities();
    }

    @Override
    public void put(BlobKey key, BlobContent content) {
        ask(store -> {
            store.put(key, content);
            return key;
        });
    }

    @Override
    public InputStream open(BlobKey key, long offset, long length) {
        return ask(store -> store.open(key, offset, length));
    }

    @Override
    public byte[] read(BlobKey key, long offset, int length) {
        return ask(store -> store.read(key, offset, length));
    }

    @Override
    public Optional<BlobStat> stat(BlobKey key) {
        return ask(store -> store.stat(key));
    }

    @Override
    public void delete(BlobKey key) {
        ask(store -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public List<BlobStat> list(String prefix, String after, int limit) {
        return ask(store -> store.list(prefix, after, limit));
    }

    @Override
    public OptionalLong freeBytes() {
        return ask(BlobStore::freeBytes);
    }

    /** The device keeps its store. */
    @Override
    public void close() {
        // Nothing is held.
    }
}
