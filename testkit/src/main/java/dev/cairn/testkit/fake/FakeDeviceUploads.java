package dev.cairn.testkit.fake;

import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.DeviceUploadApi;
import dev.cairn.contracts.upload.EndpointAttributes;

/** The upload service's device side in memory: rights first, then bytes, then names. */
public final class FakeDeviceUploads implements DeviceUploadApi {
    private final ChunkApi chunks;
    private final CommitApi commits;
    private final EndpointAttributes attributes;

    /** @param secret of the installation, for what only the S3 endpoint may say */
    public FakeDeviceUploads(ChunkApi chunks, CommitApi commits, ClusterSecret secret) {
        this.chunks = chunks;
        this.commits = commits;
        this.attributes = new EndpointAttributes(secret);
    }

    @Override
    public byte[] missing(SpaceId space, byte[] ids) {
        commits.check(space, 0);
        return chunks.missing(space, ids);
    }

    @Override
    public void put(SpaceId space, byte[] bundle) {
        commits.check(space, bundle.length);
        chunks.put(space, bundle);
    }

    @Override
    public byte[] sums(SpaceId space, byte[] ids) {
        commits.check(space, 0);
        return chunks.sums(space, ids);
    }

    @Override
    public void patch(SpaceId space, byte[] patches) {
        commits.check(space, patches.length);
        chunks.patch(space, patches);
    }

    @Override
    public CommitReply commit(SpaceId space, CommitRequest request) {
        if (request.operations().size() == 1
                && request.operations().getFirst() instanceof Operation.PutPath put
                && attributes.isSealed(put)) {
            commits.checkAdd(space, 0);
        } else {
            commits.check(space, 0);
        }
        long pinned = chunks.epoch(space, 0);
        if (request.manifests().length > 0) {
            pinned = chunks.putManifests(space, request.manifests()).epoch();
        }
        var operations = request.operations().stream().map(attributes::checked).toList();
        return commits.commit(space, pinned, new Operations(operations)).orProblem();
    }
}
