package dev.cairn.desktop.account;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;

/**
 * A folder on disk and the space it is kept equal with.
 *
 * @param id names the journal
 */
public record SyncedFolder(String id, SpaceId space, NodeId root, String name, String folder) {}
