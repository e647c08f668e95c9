package dev.cairn.metadata.policy;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to look at a space, for as long as nobody else has it.
 *
 * @param lease proves it
 * @param position the file whose versions were being looked at when the last one stopped; null: from the beginning
 */
record Turn(SpaceId space, UUID lease, @Nullable NodeId position) {}
