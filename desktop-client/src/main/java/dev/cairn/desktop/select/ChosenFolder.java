package dev.cairn.desktop.select;

import dev.cairn.contracts.id.NodeId;

/**
 * A folder on the server and whether it is kept on this device.
 *
 * @param path from the synced folder on, names joined by slashes
 * @param selected false as well for all that lies in a folder that is not selected
 * @param files on the server, in it and below
 * @param bytes of these files, their newest versions
 */
public record ChosenFolder(NodeId id, String path, boolean selected, int files, long bytes) {}
