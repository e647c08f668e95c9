package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.RemoteNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What should become of each node, looked at alone; whether and in which order it can is decided afterwards. */
final class Intents {
    /** Nodes the server has and the disk should get. */
    final Map<NodeId, RemoteNode> createHere = new LinkedHashMap<>();
    /** Nodes the server has elsewhere than the disk, where the server is right. */
    final Map<NodeId, RemoteNode> moveHere = new LinkedHashMap<>();
    /** Nodes the server deleted. */
    final Set<NodeId> removeHere = new LinkedHashSet<>();
    /** Nodes the disk has and the server should get. */
    final Map<NodeId, LocalNode> createThere = new LinkedHashMap<>();
    /** Nodes the disk has elsewhere than the server, where the disk is right. */
    final Map<NodeId, LocalNode> moveThere = new LinkedHashMap<>();
    /** Nodes deleted on disk. */
    final Set<NodeId> removeThere = new LinkedHashSet<>();
    /** Nodes deleted on disk while deletions are held. */
    final Set<NodeId> heldThere = new LinkedHashSet<>();

    /** Things that are kept on disk only because of what is not selected, and why. */
    final Map<NodeId, String> kept = new LinkedHashMap<>();

    /** How many things on disk stay there because of a rule. */
    int leftOut;

    final List<Step> journal = new ArrayList<>();
    final List<Step> touchHere = new ArrayList<>();
    final List<Step> touchThere = new ArrayList<>();
    final List<Step> uploads = new ArrayList<>();
    final List<Step> downloads = new ArrayList<>();
    final Set<NodeId> looks = new LinkedHashSet<>();
}
