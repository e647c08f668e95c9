package dev.cairn.web.transfer;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;

/**
 * Where picked and dropped files go.
 *
 * @param label for people
 * @param writable whether the person may upload there
 */
public record UploadTarget(SpaceId space, NodeId folder, String label, boolean writable) {}
