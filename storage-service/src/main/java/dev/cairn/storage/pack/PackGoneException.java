package dev.cairn.storage.pack;

/** The bytes of a pack may have been deleted already, so nothing may come to point to it; they must be put again, as another pack. */
public final class PackGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PackGoneException(PackId pack) {
        super("pack " + pack + " is being deleted");
    }
}
