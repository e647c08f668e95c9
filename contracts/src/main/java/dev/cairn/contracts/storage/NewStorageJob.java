package dev.cairn.contracts.storage;

import java.util.Map;

/**
 * A task of storage that is to be started.
 *
 * @param kind what it does
 * @param options of that kind, by name; none: the defaults
 */
public record NewStorageJob(String kind, Map<String, String> options) {
    /** Copies the map; null is none. */
    public NewStorageJob {
        options = options == null ? Map.of() : Map.copyOf(options);
    }
}
