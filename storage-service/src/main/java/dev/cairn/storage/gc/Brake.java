package dev.cairn.storage.gc;

/**
 * Keeps a pass from deleting far more than people throw away: then rather names were lost than files unwanted. What is condemned can
 * be taken back, what is deleted cannot; so it looks at everything that is condemned, in all spaces, before anything of it is deleted.
 * It holds for the rest of the pass once it does.
 */
final class Brake {
    private final CollectionStore store;
    private final PackStore packs;
    private final double share;
    private final long floor;
    private boolean holds;

    /**
     * @param share the part of what is kept that may be deleted without a word of an operator; 1 or more: all of it
     * @param floor so many bytes may always be
     */
    Brake(CollectionStore store, PackStore packs, double share, long floor) {
        this.store = store;
        this.packs = packs;
        this.share = share;
        this.floor = floor;
    }

    /** Whether nothing may be deleted now. */
    boolean holds() {
        if (!holds && share < 1) {
            long condemned = store.condemned().bytes();
            holds = condemned > floor && condemned > share * packs.keptBytes();
        }
        return holds;
    }
}
