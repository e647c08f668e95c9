package dev.cairn.s3.bucket;

import dev.cairn.contracts.metadata.Space;
import dev.cairn.contracts.metadata.SpaceApi;
import dev.cairn.contracts.metadata.SpaceKind;
import dev.cairn.contracts.metadata.SpaceRole;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import java.util.regex.Pattern;

/** Which space a bucket is: its slug is the bucket's name, and the caller's own is {@code personal}. */
public final class BucketSpaces {
    /** The bucket that is the caller's personal space. */
    static final String PERSONAL = "personal";

    private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

    private final SpaceApi spaces;

    public BucketSpaces(SpaceApi spaces) {
        this.spaces = spaces;
    }

    /** The space; NoSuchBucket when there is none or the caller may not see it. */
    public Space find(String bucket) {
        if (!POSSIBLE.matcher(bucket).matches()) {
            throw new S3Exception(S3Error.NO_SUCH_BUCKET);
        }
        try {
            return spaces.space(bucket);
        } catch (ProblemException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                throw new S3Exception(S3Error.NO_SUCH_BUCKET);
            }
            throw e;
        }
    }

    /** The space, in which the caller may change objects; AccessDenied else. */
    public Space findWritable(String bucket) {
        return find(bucket, SpaceRole.EDITOR);
    }

    /** The space, to which the caller may add objects; AccessDenied else. */
    public Space findToAdd(String bucket) {
        return find(bucket, SpaceRole.UPLOADER);
    }

    private Space find(String bucket, SpaceRole needed) {
        var space = find(bucket);
        if (!space.role().includes(needed)) {
            throw new S3Exception(
                    S3Error.ACCESS_DENIED,
                    space.role().sees()
                            ? "You may read this bucket but not write to it."
                            : "You may add objects to this bucket and nothing else.");
        }
        return space;
    }

    /** The bucket's name of a space as its reader sees it. */
    static String name(Space space) {
        return space.kind() == SpaceKind.PERSONAL && space.role() == SpaceRole.OWNER ? PERSONAL : space.slug();
    }
}
