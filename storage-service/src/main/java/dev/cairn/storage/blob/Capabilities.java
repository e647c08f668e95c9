package dev.cairn.storage.blob;

import java.util.Collection;

/**
 * What a store can do beyond the contract; constant for its life.
 *
 * @param durable whether bytes survive the end of the process
 * @param cheapRanges whether reading a range costs about as much as its bytes, so that packs may be read chunk by chunk
 */
public record Capabilities(boolean durable, boolean cheapRanges) {
    /** What holds whichever of the stores a blob is in. */
    public static Capabilities ofAll(Collection<? extends BlobStore> stores) {
        return new Capabilities(
                stores.stream().allMatch(store -> store.capabilities().durable()),
                stores.stream().allMatch(store -> store.capabilities().cheapRanges()));
    }
}
