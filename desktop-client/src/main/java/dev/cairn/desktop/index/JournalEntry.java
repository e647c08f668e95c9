package dev.cairn.desktop.index;

import dev.cairn.content.ContentId;
import dev.cairn.content.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What goes into the journal together with the trees, in one transaction. */
public final class JournalEntry {
    /** Named facts to be set. */
    public final Map<String, String> facts = new HashMap<>();
    /** Batches about to be sent. */
    public final List<PendingCommit> sending = new ArrayList<>();
    /** Batches that were answered. */
    public final Set<UUID> answered = new HashSet<>();
    /** How large contents are made up. */
    public final Map<ContentId, Manifest> manifests = new HashMap<>();

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return facts.isEmpty() && sending.isEmpty() && answered.isEmpty() && manifests.isEmpty();
    }

    /** Empties it. */
    public void clear() {
        facts.clear();
        sending.clear();
        answered.clear();
        manifests.clear();
    }
}
