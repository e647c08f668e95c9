package dev.cairn.desktop.reconcile;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.desktop.index.Replica;
import java.util.ArrayList;
import java.util.function.Predicate;

/**
 * From three trees to a plan. A pure function: the same trees give the same plan.
 *
 * <p>The rules: what only one side changed goes to the other. Content both sides changed differently stays twice: the server's
 * keeps the name, what is on disk gets a conflict name. Equal content is never a conflict. Edits and moves beat deletions.
 * Where both moved a node, or moves would nest folders in each other, the server's place wins. Nodes that are busy are left
 * alone, and so is whatever depends on them. What is not selected is neither fetched nor deleted on the server; it leaves the
 * disk once the server has it.
 */
public final class Reconciler {
    private Reconciler() {}

    /**
     * The next steps. An empty plan with nothing busy means that both sides are equal, except for the unholdable and the held.
     *
     * @param holdDeletions whether what is missing on disk stays on the server for now
     * @param scope what is not kept in step
     */
    public static Plan plan(Replica trees, Predicate<NodeId> busy, boolean holdDeletions, Scope scope) {
        var intents = new Judge(trees, busy, holdDeletions, scope).judge();
        var here = new HereSteps(trees, busy, scope, intents);
        here.order();
        var there = new ThereSteps(trees, busy, intents);
        there.order();
        var steps = new ArrayList<Step>();
        steps.addAll(intents.journal);
        steps.addAll(here.journal);
        steps.addAll(there.journal);
        steps.addAll(here.disk);
        steps.addAll(intents.touchHere);
        steps.addAll(there.edits);
        steps.addAll(intents.touchThere);
        for (var id : intents.looks) {
            steps.add(new Step.Look(id));
        }
        steps.addAll(intents.uploads);
        steps.addAll(RuleFiles.first(trees, intents.downloads));
        return new Plan(steps, here.unholdable, intents.kept, intents.leftOut, intents.heldThere);
    }
}
