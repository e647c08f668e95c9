package dev.cairn.s3.bucket;

import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.PolicyApi;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import java.io.IOException;
import java.util.List;

/** The lifecycle configuration of a bucket is the lifecycle of its space. */
public final class BucketLifecycle {
    private final BucketSpaces buckets;
    private final PolicyApi policies;

    public BucketLifecycle(BucketSpaces buckets, PolicyApi policies) {
        this.buckets = buckets;
        this.policies = policies;
    }

    /** Tells, sets or removes it. */
    public void answer(S3Call call) throws IOException {
        var space = buckets.find(call.request().bucket());
        switch (call.request().method()) {
            case "GET" -> {
                var rules = policies.lifecycle(space.id()).rules();
                if (rules.isEmpty()) {
                    throw new S3Exception(S3Error.NO_SUCH_LIFECYCLE);
                }
                call.response().xml(200, Xml.document("LifecycleConfiguration", xml -> LifecycleXml.write(rules, xml)));
            }
            case "PUT" -> {
                var rules = LifecycleXml.read(call.xml("LifecycleConfiguration"));
                policies.setLifecycle(space.id(), new Lifecycle(rules));
                call.response().empty(200);
            }
            case "DELETE" -> {
                policies.setLifecycle(space.id(), new Lifecycle(List.of()));
                call.response().empty(204);
            }
            default -> throw new S3Exception(S3Error.METHOD_NOT_ALLOWED);
        }
    }
}
