package dev.cairn.contracts.metadata;

import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outcome of a batch: a result for each operation, in order. Over the public interfaces a batch of one operation that is refused has
 * no such outcome but its problem; {@link #orProblem} and {@link #of} are the way there and back.
 *
 * @param before the space's cursor before the batch
 * @param cursor the space's cursor after the batch
 */
public record CommitReply(List<OperationResult> results, String before, String cursor) {
    private static final String OPERATION = "operation";
    private static final String CURRENT = "current";
    private static final String BEFORE = "before";
    private static final String CURSOR = "cursor";

    /** A call that is answered by a reply, or by the problem of its one operation. */
    public interface Call<E extends Exception> {
        CommitReply answer() throws E;
    }

    /**
     * This, or when it is about one operation that was refused, its problem, with the extensions {@code operation}, {@code before}, {@code
     * cursor} and, when something stands in the way, {@code current}: that node.
     */
    public CommitReply orProblem() {
        if (results.size() != 1 || !(results.getFirst() instanceof OperationResult.Rejected refused)) {
            return this;
        }
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put(OPERATION, refused.id());
        extensions.put(BEFORE, before);
        extensions.put(CURSOR, cursor);
        if (refused.current() != null) {
            // As JSON has it: the kind of a node would not be written where nothing says that it is one.
            extensions.put(CURRENT, JsonMapper.shared().convertValue(refused.current(), Map.class));
        }
        throw new ProblemException(refused.problem(), refused.detail(), extensions);
    }

    /** The outcome of a call, however many operations it is about; problems of the whole batch are thrown on. */
    public static <E extends Exception> CommitReply of(Call<E> call) throws E {
        try {
            return call.answer();
        } catch (ProblemException e) {
            var extensions = e.extensions();
            if (!extensions.containsKey(OPERATION)) {
                throw e;
            }
            var id = OperationId.of(text(extensions, OPERATION));
            var refused = new OperationResult.Rejected(id, e.problem(), e.detail(), node(extensions.get(CURRENT)));
            return new CommitReply(List.of(refused), text(extensions, BEFORE), text(extensions, CURSOR));
        }
    }

    private static String text(Map<String, Object> extensions, String name) {
        return String.valueOf(extensions.get(name));
    }

    private static @Nullable Node node(@Nullable Object current) {
        return current == null ? null : JsonMapper.shared().convertValue(current, Node.class);
    }
}
