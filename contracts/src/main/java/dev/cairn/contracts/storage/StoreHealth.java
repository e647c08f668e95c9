package dev.cairn.contracts.storage;

import java.util.List;

/**
 * How a store is that keeps its blobs on several devices, by its records.
 *
 * @param name of the store
 * @param copies what short blobs become, in words
 * @param coded what long blobs become
 * @param blobs all of them
 * @param degraded of which something is missing
 * @param unreadable that cannot be read now
 * @param unknown that devices hold and no record knows, when all devices were last walked over; they stay until somebody adopts them
 */
public record StoreHealth(
        String name,
        String copies,
        String coded,
        long blobs,
        long degraded,
        long unreadable,
        long unknown,
        ScrubHealth scrub,
        List<DeviceHealth> devices) {
    /** Copies the list. */
    public StoreHealth {
        devices = List.copyOf(devices);
    }
}
