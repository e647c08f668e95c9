package dev.cairn.web.archive;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.Node;
import java.util.Collection;
import java.util.stream.Collectors;

/** Where archives are downloaded. */
public final class ArchiveAddress {
    /** Most nodes that one address names. */
    public static final int NODES_MAX = 50;

    static final String PATH = "/archive";

    private ArchiveAddress() {}

    /** The address of an archive of 1 to {@link #NODES_MAX} nodes. */
    public static String of(SpaceId space, Collection<Node> nodes) {
        return PATH + "/" + space + "?"
                + nodes.stream().map(node -> "node=" + node.id()).collect(Collectors.joining("&"));
    }
}
