package dev.cairn.storage.job;

import dev.cairn.contracts.storage.Finding;
import java.util.Optional;

/** What a {@link Task} tells of itself while it runs. Thread-safe. */
public interface Progress {
    /** Begins a part of the work: how much there is (0: not known), counted in what, and said in a few words. */
    void begin(long total, String unit, String message);

    /** So much more of this part is done. */
    void advance(long more);

    /** Adds to a count that is told at the end. */
    void count(String name, long more);

    /** Something is wrong. */
    void found(Finding finding);

    /** How many things were found wrong. */
    long found();

    /** Throws {@link CancelledException} if the work shall end here. */
    void checkpoint();

    /** Everything up to {@code position} is done for good: an interrupted job of the same kind and options goes on behind it. */
    void reached(String position);

    /** Where an interrupted run of the same kind and options had come to. */
    Optional<String> resumed();

    /** For work that nobody watches. */
    static Progress unwatched() {
        return new Unwatched();
    }
}
