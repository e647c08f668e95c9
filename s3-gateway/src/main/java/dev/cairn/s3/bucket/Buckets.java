package dev.cairn.s3.bucket;

import dev.cairn.contracts.caller.Callers;
import dev.cairn.contracts.id.Ids;
import dev.cairn.contracts.id.OperationId;
import dev.cairn.contracts.metadata.CommitReply;
import dev.cairn.contracts.metadata.NewSpace;
import dev.cairn.contracts.metadata.NodeApi;
import dev.cairn.contracts.metadata.Operation;
import dev.cairn.contracts.metadata.Operations;
import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.S3Times;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.util.regex.Pattern;

/** ListBuckets, CreateBucket, HeadBucket, DeleteBucket. */
public final class Buckets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final SpaceApi spaces;
    private final NodeApi nodes;
    private final BucketSpaces buckets;
    private final Ids ids;
    private final String region;

    /** @param region what clients are told; they may sign for any */
    public Buckets(SpaceApi spaces, NodeApi nodes, BucketSpaces buckets, Ids ids, String region) {
        this.spaces = spaces;
        this.nodes = nodes;
        this.buckets = buckets;
        this.ids = ids;
        this.region = region;
    }

    /** The caller's spaces. */
    public void list(S3Call call) throws IOException {
        var caller = Callers.current();
        var all = spaces.spaces();
        call.response().xml(200, Xml.document("ListAllMyBucketsResult", xml -> xml.element(
                        "Owner",
                        owner -> owner.text("ID", caller.account().toString()).text("DisplayName", caller.name()))
                .element(
                        "Buckets",
                        list -> all.forEach(
                                space -> list.element("Bucket", bucket -> bucket.text("Name", BucketSpaces.name(space))
                                        .text("CreationDate", S3Times.iso(space.created())))))));
    }

    /** Makes a space of kind BUCKET. */
    public void create(S3Call call) throws IOException {
        var name = call.request().bucket();
        if (name.equals(BucketSpaces.PERSONAL)) {
            throw new S3Exception(S3Error.BUCKET_ALREADY_OWNED_BY_YOU);
        }
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new S3Exception(S3Error.INVALID_BUCKET_NAME);
        }
        if (call.request().rawLength() > 0) {
            // It names a region, and an installation has one.
            var _ = call.xml("CreateBucketConfiguration");
        }
        try {
            spaces.create(new NewSpace(SpaceKind.BUCKET, name, name));
        } catch (ProblemException e) {
            throw switch (e.problem()) {
                case CONFLICT, NAME_TAKEN ->
                    new S3Exception(isOwn(name) ? S3Error.BUCKET_ALREADY_OWNED_BY_YOU : S3Error.BUCKET_ALREADY_EXISTS);
                case INVALID_NAME, INVALID_REQUEST -> new S3Exception(S3Error.INVALID_BUCKET_NAME, e.detail());
                default -> e;
            };
        }
        call.response().header("Location", "/" + name).empty(200);
    }

    private boolean isOwn(String name) {
        try {
            return spaces.space(name).role() == SpaceRole.OWNER;
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Whether it exists. */
    public void head(S3Call call) {
        buckets.find(call.request().bucket());
        call.response().header("x-amz-bucket-region", region).empty(200);
    }

    /** Deletes one without objects. The folders objects left behind go with it. */
    public void delete(S3Call call) {
        var space = buckets.find(call.request().bucket());
        try {
            if (!deleted(space)) {
                removeFolders(space);
                if (!deleted(space)) {
                    throw new S3Exception(S3Error.BUCKET_NOT_EMPTY);
                }
            }
        } catch (ProblemException e) {
            throw e.problem() == Problem.NOT_FOUND ? new S3Exception(S3Error.NO_SUCH_BUCKET) : e;
        }
        call.response().empty(204);
    }

    private boolean deleted(Space space) {
        try {
            spaces.delete(space.id());
            return true;
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_EMPTY) {
                return false;
            }
            throw e;
        }
    }

    private void removeFolders(Space space) {
        if (!nodes.keys(space.id(), "", "", null, 1).files().isEmpty()) {
            throw new S3Exception(S3Error.BUCKET_NOT_EMPTY);
        }
        var folders =
                nodes.children(space.id(), space.root(), null, NodeApi.PAGE_MAX).nodes();
        // As of a time before the look: a folder that has got a file since stays, and so does the bucket.
        var deletions = new Operations(folders.stream()
                .<Operation>map(
                        folder -> new Operation.Delete(new OperationId(ids.next()), folder.id(), null, space.cursor()))
                .toList());
        var _ = CommitReply.of(() -> nodes.apply(space.id(), deletions));
    }
}
