package dev.cairn.s3.object;

import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.DeviceUploadApi;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives contents their names, under conditions that are decided where the name is given: between checking and naming is no gap. */
public final class ObjectNaming {
    private static final int TRIES_MAX = 5;

    private final DeviceUploadApi uploads;
    private final NodeApi nodes;
    private final ObjectLookup lookup;
    private final EndpointAttributes attributes;
    private final Ids ids;
    private final InstantSource clock;

    public ObjectNaming(
            DeviceUploadApi uploads,
            NodeApi nodes,
            ObjectLookup lookup,
            EndpointAttributes attributes,
            Ids ids,
            InstantSource clock) {
        this.uploads = uploads;
        this.nodes = nodes;
        this.lookup = lookup;
        this.attributes = attributes;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An object about to be named.
     *
     * @param attributes all of them, the ETag's too
     * @param operation the same for a repetition of the same request, so that it is done once
     */
    public record NewObject(
            StoredContent bytes, boolean executable, Map<String, String> attributes, OperationId operation) {}

    /** A number for a request that is not going to be repeated. */
    public OperationId newOperation() {
        return new OperationId(ids.next());
    }

    /** Refuses early what cannot be done, before bytes travel. What it lets pass is decided by {@link #name}. */
    void refuseEarly(Space space, KeyPath path, WriteConditions conditions) {
        if (conditions.any()) {
            check(lookup.node(space, path.path()).map(found -> found.node()).orElse(null), conditions);
        }
    }

    /** Names it; PreconditionFailed, PathConflict, QuotaExceeded. The file as it is then. */
    public Node.File name(Space space, KeyPath path, NewObject object, WriteConditions conditions) {
        if (!conditions.any()) {
            var node = applied(commit(
                    space,
                    new Operation.PutPath(
                            object.operation(),
                            path.path(),
                            object.bytes().content(),
                            object.bytes().size(),
                            modified(object),
                            object.executable(),
                            sealed(object))));
            return file(node);
        }
        for (int i = 0; i < TRIES_MAX; i++) {
            var named = nameIf(space, path, object, conditions);
            if (named != null) {
                return named;
            }
        }
        throw new S3Exception(S3Error.OPERATION_ABORTED);
    }

    private Node.@Nullable File nameIf(Space space, KeyPath path, NewObject object, WriteConditions conditions) {
        var present = lookup.node(space, path.path()).map(found -> found.node()).orElse(null);
        check(present, conditions);
        var base = present instanceof Node.File file ? file.version() : null;
        var node = present == null ? new NodeId(ids.next()) : present.id();
        var parent = base == null ? folder(space, path.parent()) : space.root();
        var result = commit(
                space,
                new Operation.PutFile(
                        new OperationId(ids.next()),
                        node,
                        parent,
                        path.name(),
                        base,
                        object.bytes().content(),
                        object.bytes().size(),
                        modified(object),
                        object.executable(),
                        sealed(object)));
        if (result instanceof OperationResult.Rejected refused) {
            return switch (refused.problem()) {
                // Somebody was faster; what is there now decides.
                case NAME_TAKEN, STALE_BASE, NOT_FOUND, CONFLICT -> null;
                default -> throw refusal(refused);
            };
        }
        return file(applied(result));
    }

    private static void check(@Nullable Node present, WriteConditions conditions) {
        if (present instanceof Node.Folder) {
            throw new S3Exception(S3Error.PATH_CONFLICT, "A folder has this key's path.");
        }
        if (conditions.absent() && present != null) {
            throw new S3Exception(S3Error.PRECONDITION_FAILED);
        }
        var etag = conditions.etag();
        if (etag != null) {
            if (!(present instanceof Node.File file)) {
                throw new S3Exception(S3Error.NO_SUCH_KEY);
            }
            if (!ETags.matches(etag, ETags.of(file))) {
                throw new S3Exception(S3Error.PRECONDITION_FAILED);
            }
        }
    }

    /** The folder at a path, made with all above it if need be; PathConflict when a file is in the way. */
    NodeId folder(Space space, String path) {
        if (path.isEmpty()) {
            return space.root();
        }
        for (int i = 0; i < TRIES_MAX; i++) {
            var present = lookup.node(space, path);
            if (present.isPresent()) {
                if (present.get().node() instanceof Node.Folder folder) {
                    return folder.id();
                }
                throw new S3Exception(S3Error.PATH_CONFLICT, "The file '" + path + "' is in the way of this key.");
            }
            int slash = path.lastIndexOf('/');
            var parent = folder(space, slash < 0 ? "" : path.substring(0, slash));
            var made = apply(
                    space,
                    new Operation.CreateFolder(
                            new OperationId(ids.next()),
                            new NodeId(ids.next()),
                            parent,
                            path.substring(slash + 1),
                            clock.instant()));
            if (made instanceof OperationResult.Applied applied && applied.node() != null) {
                return applied.node().id();
            }
            if (made instanceof OperationResult.Rejected refused
                    && refused.problem() != Problem.NAME_TAKEN
                    && refused.problem() != Problem.NOT_FOUND) {
                throw refusal(refused);
            }
        }
        throw new S3Exception(S3Error.OPERATION_ABORTED);
    }

    /** Applies an operation that names no content. */
    OperationResult apply(Space space, Operation operation) {
        return CommitReply.of(() -> nodes.apply(space.id(), new Operations(List.of(operation))))
                .results()
                .getFirst();
    }

    private OperationResult commit(Space space, Operation operation) {
        // The content is known in the space already; so no manifest goes with it.
        var request = new CommitRequest(new byte[0], List.of(operation));
        return CommitReply.of(() -> uploads.commit(space.id(), request))
                .results()
                .getFirst();
    }

    private Map<String, String> sealed(NewObject object) {
        return attributes.sealed(object.attributes(), object.bytes().content());
    }

    private Instant modified(NewObject object) {
        var attached = ObjectAttributes.modified(object.attributes());
        return attached == null ? clock.instant() : attached;
    }

    private static Node applied(OperationResult result) {
        return switch (result) {
            case OperationResult.Applied applied when applied.node() != null -> applied.node();
            case OperationResult.Applied _ -> throw new S3Exception(S3Error.OPERATION_ABORTED);
            case OperationResult.Rejected refused -> throw refusal(refused);
        };
    }

    private static Node.File file(Node node) {
        if (node instanceof Node.File file) {
            return file;
        }
        throw new S3Exception(S3Error.OPERATION_ABORTED);
    }

    /** The S3 error of a refused operation. */
    static S3Exception refusal(OperationResult.Rejected refused) {
        return switch (refused.problem()) {
            case CONFLICT, NAME_TAKEN -> new S3Exception(S3Error.PATH_CONFLICT, refused.detail());
            case INVALID_NAME, INVALID_REQUEST -> new S3Exception(S3Error.INVALID_ARGUMENT, refused.detail());
            case OVER_QUOTA -> new S3Exception(S3Error.QUOTA_EXCEEDED);
            case FORBIDDEN -> new S3Exception(S3Error.ACCESS_DENIED);
            case TOO_LARGE -> new S3Exception(S3Error.ENTITY_TOO_LARGE, refused.detail());
            default -> new S3Exception(S3Error.OPERATION_ABORTED, refused.detail());
        };
    }
}
