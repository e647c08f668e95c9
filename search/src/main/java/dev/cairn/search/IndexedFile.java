package dev.cairn.search;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the index has of a file without having read it.
 *
 * @param parent the folder it lies in; folders above that are not in the index, or moving one would change all that is below it
 * @param owner who wrote the newest version, if that is known
 * @param about words that its writer attached
 */
public record IndexedFile(
        FileKey key,
        NodeId parent,
        String name,
        @Nullable AccountId owner,
        ContentId content,
        long size,
        Instant modified,
        String about) {}
