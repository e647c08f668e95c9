package dev.cairn.contracts.metadata;

import java.util.List;

/** The rules of a space, at most {@link #RULES_MAX}; none: nothing happens. */
public record Lifecycle(List<LifecycleRule> rules) {
    /** Most rules of a space. */
    public static final int RULES_MAX = 1_000;

    /** Copies the list. */
    public Lifecycle {
        rules = List.copyOf(rules);
    }
}
