package dev.cairn.storage.blob.routed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.storage.blob.BlobContent;
import dev.cairn.storage.blob.BlobException;
import dev.cairn.storage.blob.BlobException.Reason;
import dev.cairn.storage.blob.BlobKey;
import dev.cairn.storage.blob.BlobStat;
import dev.cairn.storage.blob.BlobStore;
import dev.cairn.storage.blob.BlobStoreContract;
import dev.cairn.storage.blob.Region;
import dev.cairn.storage.blob.fault.FaultyBlobStore;
import dev.cairn.storage.blob.fault.FaultyBlobStore.Call;
import dev.cairn.storage.blob.memory.MemoryBlobStore;
import dev.cairn.storage.pack.PackId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RoutedBlobStoreTest extends BlobStoreContract {
    private static final Region EU = new Region("eu");
    private static final Region US = new Region("us");

    private final FaultyBlobStore eu = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final FaultyBlobStore us = new FaultyBlobStore(new MemoryBlobStore(64 << 20));
    private final BlobStore store = new RoutedBlobStore(Map.of(EU, eu, US, us), EU);

    @Override
    protected BlobStore store() {
        return store;
    }

    private static BlobKey pack(String region) {
        return PackId.in(Optional.of(new Region(region)), UUID.randomUUID()).blobKey();
    }

    private static void assertFails(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(BlobException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.FAILED));
    }

    @Test
    void asksNoOtherRegionThanTheOneInTheName() {
        var key = pack("us");
        store.put(key, BlobContent.of(new byte[10]));
        store.read(key, 0, 10);
        store.stat(key);
        store.delete(key);
        for (var call : new Call[] {Call.PUT, Call.READ, Call.STAT, Call.DELETE}) {
            assertThat(eu.calls(call)).as("%s in eu", call).isZero();
            assertThat(us.calls(call)).as("%s in us", call).isEqualTo(1);
        }
    }

    @Test
    void putsNowhereElseWhenTheRegionFails() {
        us.vanished();
        assertFails(() -> store.put(pack("us"), BlobContent.of(new byte[10])));
        us.heal().full();
        assertThatThrownBy(() -> store.put(pack("us"), BlobContent.of(new byte[10])))
                .isInstanceOf(BlobException.class);
        assertThat(eu.calls(Call.PUT)).isZero();
        assertThat(eu.healthy().list("", "", 10)).isEmpty();
    }

    @Test
    void aRegionWithoutAStoreIsAFailureAndNotAMissingBlob() {
        assertFails(() -> store.put(pack("ch"), BlobContent.of(new byte[10])));
        assertFails(() -> store.stat(pack("ch")));
        assertFails(() -> store.read(pack("ch"), 0, 1));
        assertFails(() -> store.delete(pack("ch")));
    }

    @Test
    void whatNamesNoRegionIsAtHomeAndANewPackMustNameOne() {
        store.put(new BlobKey("key", "ab-1"), BlobContent.of(new byte[1]));
        assertThat(eu.calls(Call.PUT)).isEqualTo(1);
        var old = PackId.in(Optional.empty(), UUID.randomUUID()).blobKey();
        eu.healthy().put(old, BlobContent.of(new byte[5]));
        assertThat(store.stat(old)).contains(new BlobStat(old, 5));
        assertFails(
                () -> store.put(PackId.in(Optional.empty(), UUID.randomUUID()).blobKey(), BlobContent.of(new byte[1])));
        assertThat(us.healthy().list("", "", 10)).isEmpty();
    }

    @Test
    void listsAllRegionsOrFails() {
        store.put(pack("us"), BlobContent.of(new byte[1]));
        store.put(pack("eu"), BlobContent.of(new byte[1]));
        assertThat(store.list("", "", 10)).hasSize(2);
        us.vanished();
        assertFails(() -> store.list("", "", 10));
    }

    @Test
    void homeIsOneOfTheRegions() {
        assertThatThrownBy(() -> new RoutedBlobStore(Map.of(EU, eu), US)).hasMessageContaining("us");
    }
}
