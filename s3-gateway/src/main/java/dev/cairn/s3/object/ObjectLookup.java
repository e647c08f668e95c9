package dev.cairn.s3.object;

import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.NodePath;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.util.Optional;

/** Finds objects by key. */
public final class ObjectLookup {
    private final NodeApi nodes;

    public ObjectLookup(NodeApi nodes) {
        this.nodes = nodes;
    }

    /** The object; NoSuchKey. */
    public StoredObject get(Space space, String key) {
        return find(space, key).orElseThrow(() -> new S3Exception(S3Error.NO_SUCH_KEY));
    }

    /** The object, if there is one. A folder is one only under its key with a slash. */
    public Optional<StoredObject> find(Space space, String key) {
        var path = KeyPath.toRead(key);
        if (path == null) {
            return Optional.empty();
        }
        return node(space, path.path())
                .map(NodePath::node)
                .filter(node -> node instanceof Node.Folder == path.folder())
                .map(node -> new StoredObject(space, key, node));
    }

    /** The node at a path, if there is one. */
    Optional<NodePath> node(Space space, String path) {
        try {
            return Optional.of(nodes.byPath(space.id(), path));
        } catch (ProblemException e) {
            // A path that cannot be a path (a name metadata refuses) has nothing at it.
            if (e.problem() == Problem.NOT_FOUND || e.problem() == Problem.INVALID_NAME) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
