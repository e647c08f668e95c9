package dev.cairn.contracts.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What became of an operation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OperationResult.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = OperationResult.Rejected.class, name = "rejected")
})
public sealed interface OperationResult {
    /** Which operation. */
    OperationId id();

    /** It is done; the node as it is now (null when it was deleted). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Applied(OperationId id, @Nullable Node node, long sequence) implements OperationResult {}

    /**
     * It was refused and changed nothing.
     *
     * @param current what stands in the way, as it is now, when something does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rejected(
            OperationId id,
            Problem problem,
            String detail,
            @Nullable Node current) implements OperationResult {}
}
