package dev.cairn.testkit.fake;

import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.CommitApi;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.storage.ChunkApi;
import dev.cairn.contracts.upload.CommitRequest;
import dev.cairn.contracts.upload.DeviceUploadApi;

/** The upload service's device side in memory: rights first, then bytes, then names. */
public final class FakeDeviceUploads implements DeviceUploadApi {
    private final ChunkApi chunks;
    private final CommitApi commits;

    public FakeDeviceUploads(ChunkApi chunks, CommitApi commits) {
        this.chunks = chunks;
        this.commits = commits;
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
    public CommitReply commit(SpaceId space, CommitRequest request) {
        commits.check(space, 0);
        if (request.manifests().length > 0) {
            chunks.putManifests(space, request.manifests());
        }
        return commits.commit(space, new Operations(request.operations()));
    }
}
