package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.metadata.SearchKind;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.metadata.node.NodeRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What must be true of a node beside its words. */
record Conditions(
        @Nullable SearchKind kind,
        @Nullable AccountId owner,
        @Nullable Instant modifiedFrom,
        @Nullable Instant modifiedTo,
        @Nullable Long sizeMin,
        @Nullable Long sizeMax) {
    Conditions {
        if ((sizeMin != null && sizeMin < 0) || (sizeMax != null && sizeMax < 0)) {
            throw ProblemException.invalid(sizeMin != null && sizeMin < 0 ? "sizeMin" : "sizeMax", "Not negative");
        }
    }

    /** Whether folders cannot fulfil them. */
    boolean filesOnly() {
        return kind == SearchKind.FILE || owner != null || sizeMin != null || sizeMax != null;
    }

    /** Whether files cannot. */
    boolean foldersOnly() {
        return kind == SearchKind.FOLDER;
    }

    long atLeast() {
        return sizeMin == null ? 0 : sizeMin;
    }

    long atMost() {
        return sizeMax == null ? Long.MAX_VALUE : sizeMax;
    }

    /** Whether the node is so now, as far as its row tells: not whose it is. */
    boolean hold(NodeRow row) {
        if (row.body() == null ? filesOnly() : foldersOnly()) {
            return false;
        }
        return (modifiedFrom == null || !row.modified().isBefore(modifiedFrom))
                && (modifiedTo == null || row.modified().isBefore(modifiedTo))
                && (row.body() == null
                        || (row.body().size() >= atLeast() && row.body().size() <= atMost()));
    }
}
