package dev.cairn.web.archive;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.metadata.NodePage;
import dev.cairn.contracts.metadata.Ticketed;
import org.jspecify.annotations.Nullable;

/** What can be put into an archive, as the one who asks for it may see it: rights are asked for with every call. */
public interface Shelf {
    /** A page of a folder's children. */
    NodePage children(NodeId folder, @Nullable String after);

    /** The right to read a file. */
    Ticketed ticket(NodeId file);
}
