package dev.cairn.upload.device;

import dev.cairn.content.Bundle;
import dev.cairn.content.ChunkIdList;
import dev.cairn.content.ContentId;
import dev.cairn.content.ContentIdList;
import dev.cairn.content.delta.PatchList;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.DeviceUploadApi;
import dev.cairn.contracts.upload.EndpointAttributes;
import dev.cairn.upload.naming.ContentCommits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The chunk protocol of devices. The caller's right to edit is asked before anything else is, so that nobody learns which
 * chunks a space has who may not read there.
 */
@RestController
final class DeviceUploads implements DeviceUploadApi {
    private final ChunkApi chunks;
    private final CommitApi commits;
    private final ContentCommits naming;
    private final EndpointAttributes attributes;

    DeviceUploads(ChunkApi chunks, CommitApi commits, ContentCommits naming, EndpointAttributes attributes) {
        this.chunks = chunks;
        this.commits = commits;
        this.naming = naming;
        this.attributes = attributes;
    }

    @Override
    public byte[] missing(SpaceId space, byte[] ids) {
        commits.check(space, 0);
        if (ids.length > ChunkIdList.IDS_MAX * dev.cairn.content.ChunkId.LENGTH_BYTES) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + ChunkIdList.IDS_MAX + " ids");
        }
        return chunks.missing(space, ids);
    }

    /** Storage checks every chunk against its id; the exact size of what is named is checked again at commit. */
    @Override
    public void put(SpaceId space, byte[] bundle) {
        commits.check(space, bundle.length);
        checkLength(bundle);
        chunks.put(space, bundle);
    }

    @Override
    public byte[] sums(SpaceId space, byte[] ids) {
        commits.check(space, 0);
        return chunks.sums(space, ids);
    }

    /** Read here for the bytes that come out of it, for which there has to be room; storage checks them. */
    @Override
    public void patch(SpaceId space, byte[] patches) {
        commits.check(space, 0);
        checkLength(patches);
        long made = 0;
        try {
            for (var entry : PatchList.decode(patches)) {
                made += entry.patch().length();
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("patches", String.valueOf(e.getMessage()));
        }
        commits.check(space, made);
        chunks.patch(space, patches);
    }

    @Override
    public CommitReply commit(SpaceId space, CommitRequest request) {
        if (addsFromEndpoint(request)) {
            commits.checkAdd(space, 0);
        } else {
            commits.check(space, 0);
        }
        checkLength(request.manifests());
        if (request.operations().size() > Operations.MAX) {
            throw new ProblemException(Problem.TOO_LARGE, "At most " + Operations.MAX + " operations");
        }
        var named = named(request.operations());
        var operations = new Operations(
                request.operations().stream().map(attributes::checked).toList());
        return (named.isEmpty() && request.manifests().length == 0
                        ? commits.commit(space, 0, operations)
                        : naming.commit(space, () -> pin(space, request.manifests(), named), operations))
                .orProblem();
    }

    /** Whether it names one file whose bytes the S3 endpoint took in itself: then who sends it has them, and learns nothing by it. */
    private boolean addsFromEndpoint(CommitRequest request) {
        return request.manifests().length == 0
                && request.operations().size() == 1
                && request.operations().getFirst() instanceof Operation.PutPath put
                && attributes.isSealed(put);
    }

    /**
     * Bytes before names: when this returns, every content an operation names is durable in the space, as long as it says, and
     * pinned; the oldest epoch of these pins.
     */
    private long pin(SpaceId space, byte[] manifests, Map<ContentId, Long> named) {
        var sizes = new HashMap<ContentId, Long>();
        for (var manifest : SentManifests.read(manifests)) {
            sizes.put(manifest.id(), manifest.size());
        }
        long epoch = Long.MAX_VALUE;
        if (!sizes.isEmpty()) {
            epoch = chunks.putManifests(space, manifests).epoch();
        }
        var known = named.keySet().stream().filter(id -> !sizes.containsKey(id)).toList();
        if (!known.isEmpty()) {
            var pin = chunks.pin(space, ContentIdList.encode(known));
            epoch = Math.min(epoch, pin.epoch());
            for (int i = 0; i < known.size(); i++) {
                sizes.put(known.get(i), pin.sizes().get(i));
            }
        }
        named.forEach((content, size) -> {
            if (!size.equals(sizes.get(content))) {
                throw ProblemException.invalid("size", "Content " + content + " has " + sizes.get(content) + " bytes");
            }
        });
        return epoch;
    }

    private static Map<ContentId, Long> named(List<Operation> operations) {
        var named = new HashMap<ContentId, Long>();
        for (int i = 0; i < operations.size(); i++) {
            var field = "operations[" + i + "]";
            switch (operations.get(i)) {
                case Operation.PutFile put -> name(named, put.content(), put.size(), field);
                case Operation.PutPath put -> name(named, put.content(), put.size(), field);
                case Operation.CreateFolder _,
                        Operation.Touch _,
                        Operation.Move _,
                        Operation.Delete _,
                        Operation.NoteConflict _ -> {}
            }
        }
        return named;
    }

    private static void name(Map<ContentId, Long> named, @Nullable ContentId content, long size, String field) {
        if (content == null) {
            throw ProblemException.invalid(field + ".content", "A file has a content");
        }
        var other = named.put(content, size);
        if (other != null && other != size) {
            throw ProblemException.invalid("size", "Content " + content + " is given two sizes");
        }
    }

    private static void checkLength(byte[] bundle) {
        if (bundle.length > Bundle.REQUEST_BYTES_MAX) {
            throw new ProblemException(
                    Problem.TOO_LARGE, "A bundle has at most " + Bundle.REQUEST_BYTES_MAX + " bytes");
        }
    }
}
