package dev.cairn.metadata.node;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a device says of a copy it made; see {@link dev.cairn.contracts.metadata.Operation.NoteConflict}. */
record ConflictRow(NodeId copy, NodeId original, @Nullable VersionId base, String device, Instant made) {}
