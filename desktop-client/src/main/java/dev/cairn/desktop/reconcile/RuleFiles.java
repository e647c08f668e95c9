package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.ignore.RuleFile;
import dev.cairn.desktop.index.LocalNode;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule files come before what they may be about: a device that has just joined would send what everybody else ignores. */
final class RuleFiles {
    private final Replica trees;
    private final Scope scope;
    private final Map<NodeId, Boolean> awaited = new HashMap<>();

    RuleFiles(Replica trees, Scope scope) {
        this.trees = trees;
        this.scope = scope;
    }

    /** Whether rules are on their way that may be about something that is here only. */
    boolean areAwaitedFor(LocalNode local) {
        var parent = local.parent();
        return parent != null && areAwaitedIn(parent);
    }

    private boolean areAwaitedIn(NodeId folder) {
        var known = awaited.get(folder);
        if (known == null) {
            var local = trees.local().get(folder);
            @Nullable NodeId parent = local == null ? null : local.parent();
            known = isAwaited(folder) || (parent != null && areAwaitedIn(parent));
            awaited.put(folder, known);
        }
        return known;
    }

    private boolean isAwaited(NodeId folder) {
        var id = trees.remote().child(folder, RuleFile.NAME);
        var remote = id == null ? null : trees.remote().get(id);
        if (remote == null || remote.folder() || !scope.awaited().test(remote.id())) {
            return false;
        }
        var synced = trees.synced().get(remote.id());
        var local = trees.local().get(remote.id());
        if (synced != null && local != null && remote.samePlace(synced) && !remote.samePlace(local)) {
            // Somebody moved it away here: it does not come back, and waiting for it might keep its new place from
            // coming to be.
            return false;
        }
        return synced == null
                || !remote.fileState().content().equals(synced.fileState().content());
    }

    /** The same downloads, those of rule files before all others. */
    static List<Step> first(Replica trees, List<Step> downloads) {
        var rules = new ArrayList<Step>();
        var others = new ArrayList<Step>();
        for (var step : downloads) {
            var remote = trees.remote().get(step.node());
            (remote != null && remote.name().equals(RuleFile.NAME) ? rules : others).add(step);
        }
        rules.addAll(others);
        return rules;
    }
}
