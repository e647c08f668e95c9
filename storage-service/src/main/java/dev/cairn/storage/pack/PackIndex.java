package dev.cairn.storage.pack;

import java.util.List;

/** Where durable packs are made known; implemented by whoever looks records up. */
public interface PackIndex {
    /**
     * Keeps where the pack's records are, for those that are not known yet; durable on return.
     *
     * @param length bytes of the pack
     * @throws PackGoneException when the pack is being deleted, as after it was found and taken for garbage before this was called
     */
    void add(PackId pack, long length, List<PackEntry> entries);
}
