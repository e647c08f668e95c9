package dev.cairn.storage.topology;

/** The settings describe no tree of stores. The message names the setting, says what is wrong with it, and shows no secret. */
public final class TopologyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopologyException(String message) {
        super(message);
    }
}
