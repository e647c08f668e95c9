package dev.cairn.upload.tus;

import dev.cairn.content.ContentIdList;
import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.id.UploadId;
import dev.cairn.contracts.id.VersionId;
import dev.cairn.contracts.metadata.Node;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.OperationResult;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.StoredContent;
import dev.cairn.upload.naming.ContentCommits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives a complete upload its name. Operation and node ids are derived from the upload's, so that doing it again after a crash
 * or a lost reply finds what the first time made.
 */
final class Naming {
    private static final int ATTEMPTS_MAX = 100;

    private final ChunkApi chunks;
    private final ContentCommits commits;
    private final NodeApi nodes;

    Naming(ChunkApi chunks, ContentCommits commits, NodeApi nodes) {
        this.chunks = chunks;
        this.commits = commits;
        this.nodes = nodes;
    }

    /** The upload as a file; the problem of the refusal when it cannot become one. */
    Named name(UploadId upload, SpaceId space, StoredContent content, Target target) {
        return switch (target.place()) {
            case Target.Place.InFolder in -> inFolder(upload, space, content, target, in.parent(), in.name());
            case Target.Place.AtPath at ->
                target.conflict() == Target.Conflict.VERSION
                        ? atPath(upload, space, content, target, at.path())
                        : atFreePath(upload, space, content, target, at.path());
        };
    }

    private Named atPath(UploadId upload, SpaceId space, StoredContent content, Target target, String path) {
        var put = new Operation.PutPath(
                operation(upload, "path"),
                path,
                content.content(),
                content.size(),
                target.modified(),
                false,
                attributes(target));
        return applied(commit(space, content, put));
    }

    /** Where the folder does not exist yet, the name cannot be taken. */
    private Named atFreePath(UploadId upload, SpaceId space, StoredContent content, Target target, String path) {
        int slash = path.lastIndexOf('/');
        var folder = folder(space, slash < 0 ? "" : path.substring(0, slash));
        return folder.isPresent()
                ? inFolder(upload, space, content, target, folder.get(), path.substring(slash + 1))
                : atPath(upload, space, content, target, path);
    }

    private Optional<NodeId> folder(SpaceId space, String path) {
        try {
            return Optional.of(nodes.byPath(space, path).node().id());
        } catch (ProblemException e) {
            // Who may add but not look is given a free name anyway.
            if (e.problem() == Problem.NOT_FOUND || e.problem() == Problem.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Named inFolder(
            UploadId upload, SpaceId space, StoredContent content, Target target, NodeId parent, String name) {
        var node = new NodeId(derived(upload, "node"));
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            var candidate = attempt == 1 ? name : FileNames.numbered(name, attempt);
            var put = put(operation(upload, candidate), node, parent, candidate, null, content, target);
            var result = commit(space, content, put);
            if (!(result instanceof OperationResult.Rejected rejected) || rejected.problem() != Problem.NAME_TAKEN) {
                return applied(result);
            }
            if (target.conflict() == Target.Conflict.VERSION) {
                return newVersion(upload, space, content, target, parent, candidate, rejected.current());
            }
        }
        throw new ProblemException(Problem.NAME_TAKEN, "This name and the next " + ATTEMPTS_MAX + " are taken");
    }

    private Named newVersion(
            UploadId upload,
            SpaceId space,
            StoredContent content,
            Target target,
            NodeId parent,
            String name,
            @Nullable Node taken) {
        var current = taken;
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            if (!(current instanceof Node.File file)) {
                throw new ProblemException(Problem.CONFLICT, "A folder has this name");
            }
            var operation = operation(upload, "version " + file.version());
            var result =
                    commit(space, content, put(operation, file.id(), parent, name, file.version(), content, target));
            if (!(result instanceof OperationResult.Rejected rejected) || rejected.problem() != Problem.STALE_BASE) {
                return applied(result);
            }
            current = rejected.current();
        }
        throw new ProblemException(Problem.STALE_BASE, "The file is edited all the time");
    }

    private static Operation.PutFile put(
            OperationId operation,
            NodeId node,
            NodeId parent,
            String name,
            @Nullable VersionId base,
            StoredContent content,
            Target target) {
        return new Operation.PutFile(
                operation,
                node,
                parent,
                name,
                base,
                content.content(),
                content.size(),
                target.modified(),
                false,
                attributes(target));
    }

    private OperationResult commit(SpaceId space, StoredContent content, Operation operation) {
        var pinned = ContentIdList.encode(List.of(content.content()));
        return commits.commit(space, () -> chunks.pin(space, pinned).epoch(), new Operations(List.of(operation)))
                .results()
                .getFirst();
    }

    private static Named applied(OperationResult result) {
        return switch (result) {
            case OperationResult.Applied applied
            when applied.node() instanceof Node.File file -> new Named(file.id(), file.version());
            case OperationResult.Applied _ -> throw new IllegalStateException("a put that made no file");
            case OperationResult.Rejected rejected -> throw new ProblemException(rejected.problem(), rejected.detail());
        };
    }

    private static @Nullable Map<String, String> attributes(Target target) {
        return target.mediaType() == null ? null : Map.of("content-type", target.mediaType());
    }

    private static OperationId operation(UploadId upload, String step) {
        return new OperationId(derived(upload, "operation " + step));
    }

    private static UUID derived(UploadId upload, String what) {
        return UUID.nameUUIDFromBytes((upload + " " + what).getBytes(StandardCharsets.UTF_8));
    }
}
