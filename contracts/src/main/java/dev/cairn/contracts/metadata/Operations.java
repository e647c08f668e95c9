package dev.cairn.contracts.metadata;

import java.util.List;

/** A batch: applied in order in one transaction; an operation that is refused does not stop the others. At most {@link #MAX}. */
public record Operations(List<Operation> operations) {
    /** Most operations in a batch. */
    public static final int MAX = 5_000;
    /** Most folders that the paths of a batch make; an operation that needs more is refused with {@code TOO_LARGE}. */
    public static final int PATH_FOLDERS_MAX = 10_000;

    /** Copies the list. */
    public Operations {
        operations = List.copyOf(operations);
    }
}
