package dev.cairn.storage.blob.redundant;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a disk is plugged in: it can be pulled out, put into another bay, exchanged, and damaged. What is on a disk stays on it. */
final class Bay {
    private final String name;
    private @Nullable FaultyBlobStore disk = newDisk();

    Bay(String name) {
        this.name = name;
    }

    static List<Bay> bays(int count) {
        var bays = new ArrayList<Bay>();
        for (int i = 1; i <= count; i++) {
            bays.add(new Bay("d" + i));
        }
        return bays;
    }

    static FaultyBlobStore newDisk() {
        return new FaultyBlobStore(new MemoryBlobStore(1 << 30));
    }

    /** Each bay is a failure domain of its own. */
    Device device() {
        return device(name, 1);
    }

    Device device(String domain, double weight) {
        return new Device(name, domain, weight, this::open);
    }

    private BlobStore open() {
        return (BlobStore) Proxy.newProxyInstance(
                Bay.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (_, method, given) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    var plugged = disk;
                    if (plugged == null) {
                        throw new BlobException(BlobException.Reason.FAILED, "bay " + name + " is empty");
                    }
                    try {
                        return method.invoke(plugged, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    String name() {
        return name;
    }

    boolean plugged() {
        return disk != null;
    }

    FaultyBlobStore disk() {
        if (disk == null) {
            throw new IllegalStateException("bay " + name + " is empty");
        }
        return disk;
    }

    FaultyBlobStore pull() {
        var pulled = disk();
        disk = null;
        return pulled;
    }

    void plug(FaultyBlobStore other) {
        disk = other;
    }

    /** Shards on the disk, whatever state they are in. */
    List<BlobStat> shards() {
        return disk().healthy().list(ShardHeader.BLOB_KIND + "/", "", BlobStore.LIST_MAX);
    }

    byte[] bytes(BlobKey name) {
        var length = disk().healthy().stat(name).orElseThrow().length();
        return disk().healthy().read(name, 0, (int) length);
    }

    void overwrite(BlobKey name, byte[] bytes) {
        disk().healthy().delete(name);
        disk().healthy().put(name, BlobContent.of(bytes));
    }
}
