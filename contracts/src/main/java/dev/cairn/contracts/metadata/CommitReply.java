package dev.cairn.contracts.metadata;

import java.util.List;

/**
 * The outcome of a batch: a result for each operation, in order.
 *
 * @param before the space's cursor before the batch
 * @param cursor the space's cursor after the batch
 */
public record CommitReply(List<OperationResult> results, String before, String cursor) {}
