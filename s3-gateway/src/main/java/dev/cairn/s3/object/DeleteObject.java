package dev.cairn.s3.object;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.s3.bucket.BucketSpaces;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import dev.cairn.s3.wire.XmlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DeleteObject and DeleteObjects: files go to the trash, and what is not there is deleted already. A key that ends in a slash
 * deletes its folder if nothing is in it, as deleting the marker of a full "directory" deletes none of its objects.
 */
public final class DeleteObject {
    private static final int KEYS_MAX = 1_000;

    private final BucketSpaces buckets;
    private final ObjectLookup lookup;
    private final NodeApi nodes;
    private final Ids ids;

    public DeleteObject(BucketSpaces buckets, ObjectLookup lookup, NodeApi nodes, Ids ids) {
        this.buckets = buckets;
        this.lookup = lookup;
        this.nodes = nodes;
        this.ids = ids;
    }

    /** One key. */
    public void answer(S3Call call) {
        var space = buckets.findWritable(call.request().bucket());
        var match = call.request().header("If-Match");
        if (match != null) {
            var object = lookup.find(space, call.key());
            if (object.isEmpty() || !ETags.matches(match, object.get().etag())) {
                throw new S3Exception(S3Error.PRECONDITION_FAILED);
            }
        }
        var failure = delete(space, List.of(call.key())).get(call.key());
        if (failure != null) {
            throw failure;
        }
        call.response().empty(204);
    }

    /** Up to 1,000 keys. */
    public void answerMany(S3Call call) throws IOException {
        var space = buckets.findWritable(call.request().bucket());
        var document = call.xml("Delete");
        var wanted = document.all("Object");
        if (wanted.isEmpty() || wanted.size() > KEYS_MAX) {
            throw new S3Exception(S3Error.MALFORMED_XML, "One request deletes 1 to " + KEYS_MAX + " objects.");
        }
        var keys = wanted.stream().map(DeleteObject::key).toList();
        boolean quiet = "true".equalsIgnoreCase(document.value("Quiet"));
        var failures = delete(space, keys);
        call.response().xml(200, Xml.document("DeleteResult", xml -> {
            for (var key : keys) {
                var failure = failures.get(key);
                if (failure != null) {
                    xml.element("Error", error -> error.text("Key", key)
                            .text("Code", failure.error().code())
                            .text("Message", failure.detail()));
                } else if (!quiet) {
                    xml.element("Deleted", deleted -> deleted.text("Key", key));
                }
            }
        }));
    }

    private static String key(XmlNode object) {
        var version = object.value("VersionId");
        if (version != null && !version.isEmpty() && !version.equals("null")) {
            throw new S3Exception(S3Error.NO_SUCH_VERSION);
        }
        return object.required("Key");
    }

    /** Why keys could not be deleted; those that were are not in it. */
    private Map<String, S3Exception> delete(Space space, List<String> keys) {
        var operations = new ArrayList<Operation>();
        var keyOf = new ArrayList<String>();
        for (var key : keys) {
            var operation = lookup.find(space, key)
                    .map(object -> operation(space, object))
                    .orElse(null);
            if (operation != null) {
                operations.add(operation);
                keyOf.add(key);
            }
        }
        var failures = new LinkedHashMap<String, S3Exception>();
        if (operations.isEmpty()) {
            return failures;
        }
        var results = CommitReply.of(() -> nodes.apply(space.id(), new Operations(operations)))
                .results();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof OperationResult.Rejected refused && !isGoneOrFilled(refused)) {
                failures.put(keyOf.get(i), ObjectNaming.refusal(refused));
            }
        }
        return failures;
    }

    private @Nullable Operation operation(Space space, StoredObject object) {
        return switch (object.node()) {
            case Node.File file -> new Operation.Delete(new OperationId(ids.next()), file.id(), null, null);
            case Node.Folder folder ->
                nodes.children(space.id(), folder.id(), null, 1).nodes().isEmpty()
                        // As of a time before the look: something that came in later is not swept away.
                        ? new Operation.Delete(new OperationId(ids.next()), folder.id(), null, space.cursor())
                        : null;
        };
    }

    private static boolean isGoneOrFilled(OperationResult.Rejected refused) {
        return refused.problem() == Problem.NOT_FOUND || refused.problem() == Problem.STALE_BASE;
    }
}
